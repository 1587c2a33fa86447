package dev.engram.models.disk;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the system's failures say, in words: the messages of several are a file's name and nothing else. */
public final class FileProblem {

    private FileProblem() {}

    /** What went wrong, with the name of the file where the failure knows it. */
    public static String sentence(IOException failure) {
        if (failure instanceof NoSuchFileException absent) {
            return "there is no file " + absent.getFile();
        }
        if (failure instanceof FileSystemException named && named.getFile() != null) {
            return named.getFile() + ": " + reason(failure);
        }
        return reason(failure);
    }

    /** What went wrong, without the file's name where the failure has it apart. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "it is there already";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (failure instanceof CharacterCodingException) {
            return "the text is not UTF-8";
        }
        String said = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        return said == null || said.isBlank() ? failure.getClass().getSimpleName() : said;
    }
}
