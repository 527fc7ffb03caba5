namespace NpyIO.Cli.Input;

/// <summary>Copies the bytes of archives' entries.</summary>
internal static class EntryCopy
{
    private const int BufferLength = 1 << 20;

    /// <summary>Copies an entry's bytes as they are, and checks them on the way.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="destination">Where its bytes go.</param>
    /// <param name="file">The file that is written, whose failures are told as its own.</param>
    /// <param name="progress">Told how many bytes have been copied, if anyone wants to know.</param>
    /// <exception cref="NpyFormatException">The entry's bytes are damaged; some may have been copied.</exception>
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
