using NpyIO.Archives;
using NpyIO.Sparse;

namespace NpyIO;

// Loads from and saves to archives.
public sealed partial class SparseMatrix
{
    /// <summary>Loads a matrix saved by <c>scipy.sparse.save_npz</c>: <c>scipy.sparse.load_npz</c>. Checks every CRC, and that the parts fit each other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <exception cref="NpyFormatException">The content is not an archive, or the archive does not hold a sparse matrix; the message says why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SparseMatrix Load(string path, NpyReadOptions? options = null) => FromEntries(Npz.Load(path, options), path);

    /// <inheritdoc cref="Load(string, NpyReadOptions?)"/>
    /// <param name="stream">The stream; it need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    public static SparseMatrix Load(Stream stream, NpyReadOptions? options = null) => FromEntries(Npz.Load(stream, options));

    /// <inheritdoc cref="Load(string, NpyReadOptions?)"/>
    /// <param name="data">The content of the file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    public static SparseMatrix Load(ReadOnlyMemory<byte> data, NpyReadOptions? options = null) => FromEntries(Npz.Load(data, options));

    /// <inheritdoc cref="Load(string, NpyReadOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static async Task<SparseMatrix> LoadAsync(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        FromEntries(await Npz.LoadAsync(path, options, cancellationToken).ConfigureAwait(false), path);

    /// <inheritdoc cref="Load(Stream, NpyReadOptions?)"/>
    /// <param name="stream">The stream; it need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static async Task<SparseMatrix> LoadAsync(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        FromEntries(await Npz.LoadAsync(stream, options, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Saves the matrix as <c>scipy.sparse.save_npz</c> does, compressed by default; <see cref="NpzWriteOptions.Default"/> is <c>compressed=False</c> and writes the same bytes as SciPy.
    /// </summary>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Compressed"/>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, NpzWriteOptions? options = null) => Npz.Save(path, SparseWriter.ItemsOf(this), options ?? NpzWriteOptions.Compressed);

    /// <inheritdoc cref="Save(string, NpzWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be seekable, and stays open.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Compressed"/>.</param>
    public void Save(Stream stream, NpzWriteOptions? options = null) => Npz.Save(stream, SparseWriter.ItemsOf(this), options ?? NpzWriteOptions.Compressed);

    /// <inheritdoc cref="Save(string, NpzWriteOptions?)"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Compressed"/>.</param>
    /// <param name="cancellationToken">Cancels the save; the existing file is unchanged.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public Task SaveAsync(string path, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Npz.SaveAsync(path, SparseWriter.ItemsOf(this), options ?? NpzWriteOptions.Compressed, cancellationToken);

    /// <inheritdoc cref="Save(Stream, NpzWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be seekable, and stays open.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Compressed"/>.</param>
    /// <param name="cancellationToken">Cancels the save; the stream may then hold part of the archive.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public Task SaveAsync(Stream stream, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Npz.SaveAsync(stream, SparseWriter.ItemsOf(this), options ?? NpzWriteOptions.Compressed, cancellationToken);

    private static SparseMatrix FromEntries(Dictionary<string, NdArray> entries, string path)
    {
        try
        {
            return FromEntries(entries);
        }
        catch (NpyFormatException e) when (e.AddPath(path))
        {
            throw;
        }
    }

    private static SparseMatrix FromEntries(Dictionary<string, NdArray> entries)
    {
        (SparseFormat format, long[] shape, NdArray data, NdArray[] indexes, bool isArray) = SparseReader.Read(entries);
        var matrix = new SparseMatrix(format, shape, data, indexes, isArray);
        if (SparseRules.FaultOf(matrix, indexes) is { } fault)
            NpzThrow.BadSparseEntry(fault);

        return matrix;
    }
}
