using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.IO;
using NpyIO.NpyFiles;

namespace NpyIO;

// Adds rows to existing files.
public static partial class Npy
{
    /// <summary>
    /// Appends rows to the array in a file, which grows in place: its first axis, or the last one if the file is in Fortran order. A file that is missing is created, in C order, so that running
    /// the same program again appends. NumPy has no counterpart.
    /// </summary>
    /// <remarks>
    /// <para>The rows are written first and the header last, so that a process killed at any time leaves a file that loads to the old or to the new rows; with <see cref="FlushMode.Disk"/> a
    /// power failure does, too. The header keeps its length and its spelling. If it has no room for the new number of rows, the file is written again beside the old one and replaces it:
    /// up to 64 MiB without being asked, from there on with <see cref="NpyAppendOptions.Rewrite"/>. NumPy leaves room for 21 digits.</para>
    /// <para>Several processes may append to one file, one after another, while others read it. A reader that opens the file in the moment in which its header changes may see a part
    /// of the digits changed; it should read the header twice, until both are equal.</para>
    /// <para>Bytes behind the array may be another array, so that appending is refused if there are any, unless an interrupted append of NpyIO left them and has marked the file
    /// (on Linux, by the extended attribute <c>user.npyio.append</c>). <see cref="Repair"/> cuts them.</para>
    /// <para>Links are followed; other hard links see the rows, too.</para>
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows, of shape <c>(k, …)</c>, in any layout and byte order; a single one has shape <c>(1, …)</c>. For a file in Fortran order the last axis is <c>k</c>.</param>
    /// <param name="options">How to append; null for <see cref="NpyAppendOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The dtype of the rows is not the file's, apart from byte order, or their shape does not fit; or the array would exceed 2^63 − 1 bytes.</exception>
    /// <exception cref="InvalidOperationException">The file holds a single element without an axis; or its header has no room, and the file is too long to be rewritten without being asked.</exception>
    /// <exception cref="NotSupportedException">The rows or the file hold Python objects.</exception>
    /// <exception cref="NpyFormatException">The file is not a whole .npy array, or something follows the array.</exception>
    /// <exception cref="IOException">The file system reports an error, the path is a pipe or a device, or another appender did not finish in time. The file has the old rows.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written, or is a directory.</exception>
    public static void Append(string path, NdArray rows, NpyAppendOptions? options = null) => ArrayAppender.Append(path, Shaped(rows), options);

    /// <inheritdoc cref="Append(string, NdArray, NpyAppendOptions?)"/>
    public static void Append<T>(string path, NdArray<T> rows, NpyAppendOptions? options = null) => Append(path, InUnitOf(path, rows), options);

    /// <summary>
    /// Appends the rows of several arrays, one after the other, all or none of them: <c>Npy.Append("all.npy", part.Blocks(10_000))</c>. The arrays are taken as they are needed, so that they
    /// do not have to fit into memory together; until the last one, other appenders wait. A missing file is created with no rows first, and a header without room for any number of rows is
    /// rewritten first, with the file, if that is allowed.
    /// </summary>
    /// <inheritdoc cref="Append(string, NdArray, NpyAppendOptions?)" path="/remarks|/exception"/>
    /// <param name="path">The file.</param>
    /// <param name="blocks">Arrays of rows, of shape <c>(k, …)</c>; for a file in Fortran order the last axis is <c>k</c>. What their enumeration throws passes through, and the file has the old rows.</param>
    /// <param name="options">How to append; null for <see cref="NpyAppendOptions.Default"/>.</param>
    public static void Append(string path, IEnumerable<NdArray> blocks, NpyAppendOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        ArrayAppender.Append(path, blocks, options, default);
    }

    /// <inheritdoc cref="Append(string, IEnumerable{NdArray}, NpyAppendOptions?)"/>
    public static void Append<T>(string path, IEnumerable<NdArray<T>> blocks, NpyAppendOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        Append(path, blocks.Select(block => InUnitOf(path, block)), options);
    }

    /// <inheritdoc cref="Append(string, IEnumerable{NdArray}, NpyAppendOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="blocks">Arrays of rows, taken on the thread pool.</param>
    /// <param name="options">How to append; null for <see cref="NpyAppendOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the wait for other appenders, and the writing between two blocks; the file then has the old rows.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task AppendAsync(string path, IEnumerable<NdArray> blocks, NpyAppendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        return Task.Run(() => ArrayAppender.Append(path, blocks, options, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="AppendAsync(string, IEnumerable{NdArray}, NpyAppendOptions?, CancellationToken)"/>
    public static Task AppendAsync<T>(string path, IEnumerable<NdArray<T>> blocks, NpyAppendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        return AppendAsync(path, blocks.Select(block => InUnitOf(path, block)), options, cancellationToken);
    }

    /// <summary>Appends whole rows, given as their elements, to the array in a file. A file that is missing is created with one axis.</summary>
    /// <inheritdoc cref="Append(string, NdArray, NpyAppendOptions?)" path="/remarks|/exception"/>
    /// <typeparam name="T">The type of the elements, which must be the CLR type of the file's dtype.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="rows">The elements of whole rows, in the order in which the file holds them.</param>
    /// <param name="options">How to append; null for <see cref="NpyAppendOptions.Default"/>.</param>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    [OverloadResolutionPriority(1)]
    public static void Append<T>(string path, T[] rows, NpyAppendOptions? options = null)
    {
        if (BlocksOf(rows) is { } blocks)
            Append(path, blocks, options);
        else
            ArrayAppender.Append(path, Flat(path, rows), options);
    }

    /// <inheritdoc cref="Append{T}(string, T[], NpyAppendOptions?)"/>
    public static void Append<T>(string path, ReadOnlySpan<T> rows, NpyAppendOptions? options = null) =>
        PinnedArray.With(rows, [rows.Length], ArrayAppender.UnitOf<T>(path), array => ArrayAppender.Append(path, new AppendedRows(array, IsFlat: true), options));

    /// <inheritdoc cref="Append(string, NdArray, NpyAppendOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows, of shape <c>(k, …)</c>; do not change them before the task has ended.</param>
    /// <param name="options">How to append; null for <see cref="NpyAppendOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the wait for other appenders, and the writing between two blocks; the file then has the old rows.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task AppendAsync(string path, NdArray rows, NpyAppendOptions? options = null, CancellationToken cancellationToken = default) =>
        ArrayAppender.AppendAsync(path, Shaped(rows), options, cancellationToken);

    /// <inheritdoc cref="AppendAsync(string, NdArray, NpyAppendOptions?, CancellationToken)"/>
    public static Task AppendAsync<T>(string path, NdArray<T> rows, NpyAppendOptions? options = null, CancellationToken cancellationToken = default) =>
        AppendAsync(path, InUnitOf(path, rows), options, cancellationToken);

    /// <inheritdoc cref="Append{T}(string, T[], NpyAppendOptions?)"/>
    /// <inheritdoc cref="AppendAsync(string, NdArray, NpyAppendOptions?, CancellationToken)" path="/param|/exception"/>
    [OverloadResolutionPriority(1)]
    public static Task AppendAsync<T>(string path, T[] rows, NpyAppendOptions? options = null, CancellationToken cancellationToken = default) => BlocksOf(rows) is { } blocks
        ? AppendAsync(path, blocks, options, cancellationToken)
        : ArrayAppender.AppendAsync(path, Flat(path, rows), options, cancellationToken);

    /// <inheritdoc cref="Append{T}(string, T[], NpyAppendOptions?)"/>
    /// <inheritdoc cref="AppendAsync(string, NdArray, NpyAppendOptions?, CancellationToken)" path="/param|/exception"/>
    public static async Task AppendAsync<T>(string path, ReadOnlyMemory<T> rows, NpyAppendOptions? options = null, CancellationToken cancellationToken = default)
    {
        using PinnedArray pinned = PinnedArray.Of(rows, [rows.Length], ArrayAppender.UnitOf<T>(path));
        await ArrayAppender.AppendAsync(path, new AppendedRows(pinned.Array, IsFlat: true), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns whether a file takes more rows without being asked for anything: it is missing, or a regular file that can be written, whose array has an axis and no Python objects, with nothing
    /// behind it, and has room in its header or is short enough to be rewritten. Nothing is changed.
    /// </summary>
    /// <param name="path">The file.</param>
    public static bool CanAppend(string path) => ArrayAppender.CanAppend(path);

    /// <summary>
    /// Cuts everything that follows the array in a file: what an interrupted append left, but also another array that was saved behind it. <see cref="Append(string, NdArray, NpyAppendOptions?)"/>
    /// refuses a file that has such bytes unless it can tell that an interrupted append left them.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How long to wait for an appender; null for <see cref="NpyAppendOptions.Default"/>.</param>
    /// <returns>The number of bytes cut; 0 if nothing followed the array.</returns>
    /// <exception cref="NotSupportedException">The file holds Python objects.</exception>
    /// <exception cref="NpyFormatException">The file is not a .npy array, or its data end early.</exception>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="FileNotFoundException"/>; the path is a pipe or a device; or an appender did not finish in time.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written, or is a directory.</exception>
    public static long Repair(string path, NpyAppendOptions? options = null)
    {
        using GrowingFile file = GrowingFile.Open(path, (options ?? NpyAppendOptions.Default).Wait, default);
        return ArrayAppender.Repair(file);
    }

    /// <inheritdoc cref="Repair"/>
    /// <param name="path">The file.</param>
    /// <param name="options">How long to wait for an appender; null for <see cref="NpyAppendOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static async Task<long> RepairAsync(string path, NpyAppendOptions? options = null, CancellationToken cancellationToken = default)
    {
        using GrowingFile file = await GrowingFile.OpenAsync(path, (options ?? NpyAppendOptions.Default).Wait, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => ArrayAppender.Repair(file), CancellationToken.None).ConfigureAwait(false);
    }

    // An array of arrays is one of blocks, not of elements.
    private static IEnumerable<NdArray>? BlocksOf<T>(T[] rows) => rows switch
    {
        NdArray[] blocks => blocks,
        IUntypedArray[] blocks => blocks.Select(block => block?.ToNdArray()!),
        _ => null,
    };

    /// <summary>Dates and times of C# have no unit: they get that of the file.</summary>
    private static NdArray InUnitOf<T>(string path, NdArray<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return ArrayAppender.UnitOf<T>(path).Of(rows);
    }

    private static AppendedRows Shaped(NdArray rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new AppendedRows(rows, IsFlat: false);
    }

    private static AppendedRows Flat<T>(string path, T[] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new AppendedRows(InUnitOf(path, NdArray.FromArray(rows)), IsFlat: true);
    }
}
