package dev.engram.models.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A stream that is closed when nothing comes for a while: the JDK's client would wait forever for a connection gone silent. */
final class StallGuard extends FilterInputStream {

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "engram-stall-guard");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> looks;
    private volatile long reads;
    private long readsSeen = -1;
    private volatile boolean stalled;

    StallGuard(InputStream in, Duration patience) {
        super(in);
        long millis = patience.toMillis();
        looks = watch.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (reads != readsSeen) {
            readsSeen = reads;
            return;
        }
        stalled = true;
        try {
            in.close();
        } catch (IOException closedAnyway) {
            // The reader gets its own failure.
        }
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = super.read(buffer, offset, length);
            if (stalled) {
                throw new TransientHubException("the hub went silent");
            }
            reads++;
            return read;
        } catch (IOException e) {
            throw stalled ? new TransientHubException("the hub went silent") : e;
        }
    }

    @Override
    public void close() throws IOException {
        looks.cancel(false);
        watch.shutdown();
        super.close();
    }
}
