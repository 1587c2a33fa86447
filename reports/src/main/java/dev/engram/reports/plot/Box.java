package dev.engram.reports.plot;

/** A rectangle, in pixels. */
record Box(int left, int top, int width, int height) {}
