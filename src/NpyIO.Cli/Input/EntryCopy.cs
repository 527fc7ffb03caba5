namespace NpyIO.Cli.Input;

internal static class EntryCopy
{
    private const int BufferLength = 1 << 20;

    /// <summary>Copies an entry's stored bytes and checks them.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="destination">Receives the bytes.</param>
    /// <param name="file">The output file, to which write errors are attributed.</param>
    /// <param name="progress">Receives the number of bytes copied; may be null.</param>
    /// <exception cref="NpyFormatException">The entry is damaged; some of its bytes may have been copied.</exception>
    internal static void Copy(NpzEntry entry, Stream destination, string file, IProgress<long>? progress)
    {
        using Stream source = entry.OpenRaw();
        byte[] buffer = new byte[BufferLength];
        long copied = 0;
        for (int count; (count = source.Read(buffer)) > 0;)
        {
            FileFailedException.Concerning(file, () => destination.Write(buffer, 0, count));
            progress?.Report(copied += count);
        }
    }
}
