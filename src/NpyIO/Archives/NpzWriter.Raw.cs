using NpyIO.Archives;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzWriter
{
    /// <summary>Adds an entry with any content, such as text or an existing .npy file.</summary>
    /// <param name="fullName">The name as stored in the archive; nothing is appended.</param>
    /// <param name="data">The content.</param>
    /// <param name="compression">How it is compressed; null for the compression in the options.</param>
    /// <inheritdoc cref="Add(NpzItem)" path="/exception"/>
    public void AddRaw(string fullName, ReadOnlySpan<byte> data, NpzCompression? compression = null)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        Begin();
        NpzCompression chosen = compression ?? _options.Compression;
        PinnedArray.With(data, [data.Length], array => Run(_entries.Write([Claimed(_directory, RawPlan(fullName, array, chosen))]), default));
    }

    /// <inheritdoc cref="AddRaw(string, ReadOnlySpan{byte}, NpzCompression?)"/>
    /// <param name="fullName">The name as stored in the archive; nothing is appended.</param>
    /// <param name="data">The content; do not modify it until the task completes.</param>
    /// <param name="compression">How it is compressed; null for the compression in the options.</param>
    /// <param name="cancellationToken">Cancels the write between two blocks; the archive can then no longer be completed.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task AddRawAsync(string fullName, ReadOnlyMemory<byte> data, NpzCompression? compression = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        Begin();
        EntryPlan plan = Claimed(_directory, RawPlan(fullName, data, compression ?? _options.Compression));
        await RunAsync(_entries.Write([plan]), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Opens an entry of any content and length for writing, such as text or a .npy file as it arrives. The entry ends when the stream is disposed; no other can be added before.
    /// </summary>
    /// <remarks>
    /// If the entry is not compressed and the output cannot seek, its length is only written after its data, as in Python: NumPy and every reader that uses the directory find it.
    /// </remarks>
    /// <param name="fullName">The name as stored in the archive; nothing is appended.</param>
    /// <param name="compression">How it is compressed; null for the compression in the options.</param>
    /// <returns>A write-only stream.</returns>
    /// <inheritdoc cref="Add(NpzItem)" path="/exception"/>
    public Stream OpenRaw(string fullName, NpzCompression? compression = null)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        Begin();
        return new RawEntryStream(this, Open(fullName, default, compression));
    }
}
