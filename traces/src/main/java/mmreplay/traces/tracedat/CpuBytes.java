package mmreplay.traces.tracedat;

import java.io.IOException;

/** One CPU's pages, one after the other, uncompressed. */
interface CpuBytes {

    /** Uncompressed, in bytes. */
    long size();

    /**
     * Copies bytes.
     *
     * @throws DamagedException if the file does not hold them
     */
    void read(long at, byte[] into, int length) throws IOException, DamagedException;

    /** Where to read on if {@code at} is damaged: the page behind it, or the chunk behind it. */
    long behind(long at, int pageSize);

    /** Where in the file to look for {@code at}. */
    long offset(long at);

    /** Pages that are not compressed, {@code blockSize} bytes of them read at a time. */
    static CpuBytes plain(Area area, int blockSize) {
        return new CpuBytes() {
            private byte[] block = new byte[0];
            private long blockAt;

            @Override
            public long size() {
                return area.size();
            }

            @Override
            public void read(long at, byte[] into, int length) throws IOException, DamagedException {
                if (at < blockAt || at + length > blockAt + block.length) {
                    area.check(at, length);
                    int wanted = (int) Math.min(Math.max(blockSize, length), area.size() - at);
                    if (block.length != wanted) {
                        block = new byte[wanted];
                    }
                    blockAt = at;
                    area.read(at, block, 0, wanted);
                }
                System.arraycopy(block, (int) (at - blockAt), into, 0, length);
            }

            @Override
            public long behind(long at, int pageSize) {
                return at + pageSize;
            }

            @Override
            public long offset(long at) {
                return area.offset(at);
            }
        };
    }
}
