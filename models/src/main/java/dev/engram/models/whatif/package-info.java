/**
 * What-if runs over an engine. All runs and branches of a request go through the blocks side by side; in each block every distinct row (a
 * token's state) is numbered by what it is computed from, so that whatever two runs have in common is one row and is computed once, and what
 * nobody reads is not computed. Start with {@link dev.engram.models.whatif.WhatIfPass}. Internal to the models module: use
 * {@link dev.engram.models.SiteModel}.
 */
@NullMarked
package dev.engram.models.whatif;

import org.jspecify.annotations.NullMarked;
