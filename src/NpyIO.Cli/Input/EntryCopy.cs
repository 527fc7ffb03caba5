namespace NpyIO.Cli.Input;

internal static class EntryCopy
{
    private const int BufferLength = 1 << 20;

    /// <summary>Write errors are attributed to <paramref name="file"/>. If the entry is damaged, some of its bytes may have been copied.</summary>
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
