using NpyIO.IO;
using NpyIO.Pickling;

namespace NpyIO.NpyFiles;

/// <summary>
/// Writes arrays with Python objects: a header, then the array's pickle in place of the elements, as NumPy does (<c>pickle.dump(array, fp, protocol=4)</c> in
/// <c>numpy.lib.format.write_array</c>).
/// </summary>
internal static class ObjectWriter
{
    private const int Protocol = 4;

    internal static void Write(string path, NdArray array, NpyWriteOptions? options, CancellationToken cancellationToken = default)
    {
        SavedName.CheckSingle(path);
        options ??= NpyWriteOptions.Default;
        NpyHeader header = HeaderOf(array, options);
        using OutputFile file = options.CreateFile(path, 0);
        file.Write(sink => Write(sink, header, array, options, cancellationToken));
    }

    internal static void Write(ByteSink sink, NdArray array, NpyWriteOptions? options)
    {
        options ??= NpyWriteOptions.Default;
        Write(sink, HeaderOf(array, options), array, options, default);
    }

    internal static byte[] ToBytes(NdArray array, NpyWriteOptions? options)
    {
        var sink = new BytesSink(0);
        Write(sink, array, options);
        return sink.ToArray();
    }

    /// <summary>Returns only the pickle, for an archive's entry, whose length must be known before it is written.</summary>
    internal static byte[] ToPickle(NdArray array)
    {
        var sink = new BytesSink(0);
        new PickleWriter(Protocol).Write(sink, array, progress: null, default);
        return sink.ToArray();
    }

    internal static Task WriteAsync(string path, NdArray array, NpyWriteOptions? options, CancellationToken cancellationToken) =>
        Task.Run(() => Write(path, array, options, cancellationToken), cancellationToken);

    internal static async Task WriteAsync(ByteSink sink, NdArray array, NpyWriteOptions? options, CancellationToken cancellationToken)
    {
        options ??= NpyWriteOptions.Default;
        await sink.WriteAsync(HeaderOf(array, options).Encoded.ToArray(), cancellationToken).ConfigureAwait(false);
        await new PickleWriter(Protocol).WriteAsync(sink, array, options.Progress, cancellationToken).ConfigureAwait(false);
    }

    private static NpyHeader HeaderOf(NdArray array, NpyWriteOptions options) =>
        new(array.DType, array.Shape, array.Layout.FortranOrder, options.Version);

    private static void Write(ByteSink sink, NpyHeader header, NdArray array, NpyWriteOptions options, CancellationToken cancellationToken)
    {
        sink.Write(header.Encoded);
        new PickleWriter(Protocol).Write(sink, array, options.Progress, cancellationToken);
    }
}
