package mmreplay.traces.tracedat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** The file on disk. It is read where something is needed, never as a whole. */
final class DatFile implements Area, Closeable {

    private final SeekableByteChannel channel;
    private final long size;
    private long bytesRead;

    /** Closing this closes the channel. */
    DatFile(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        long length;
        try {
            length = channel.size();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        size = length;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long at, byte[] into, int from, int length) throws IOException, DamagedException {
        check(at, length);
        ByteBuffer buffer = ByteBuffer.wrap(into, from, length);
        channel.position(at);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new DamagedException(at, "the file became shorter while it was read");
            }
        }
        bytesRead += length;
    }

    @Override
    public long offset(long at) {
        return at;
    }

    /** How much was read so far, at most the file's size: some parts are read twice. */
    long bytesRead() {
        return Math.min(bytesRead, size);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
