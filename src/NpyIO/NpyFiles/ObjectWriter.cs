using NpyIO.IO;
using NpyIO.Pickling;

namespace NpyIO.NpyFiles;

/// <summary>
/// Writes arrays that are or hold Python objects wherever they are to go: a header, then in the place of the elements the array's pickle, as NumPy does
/// (<c>pickle.dump(array, fp, protocol=4)</c> in <c>numpy.lib.format.write_array</c>).
/// </summary>
internal static class ObjectWriter
{
    /// <summary>NumPy's own protocol.</summary>
    private const int Protocol = 4;

    /// <summary>Writes an array to a file: beside it and renamed at the end, where it is to be atomic.</summary>
    internal static void Write(string path, NdArray array, NpyWriteOptions? options, CancellationToken cancellationToken = default)
    {
        SavedName.CheckSingle(path);
        options ??= NpyWriteOptions.Default;
        NpyHeader header = HeaderOf(array, options);
        using OutputFile file = options.CreateFile(path, 0);
        file.Write(sink => Write(sink, header, array, options, cancellationToken));
    }

    /// <summary>Writes an array to a sink.</summary>
    internal static void Write(ByteSink sink, NdArray array, NpyWriteOptions? options)
    {
        options ??= NpyWriteOptions.Default;
        Write(sink, HeaderOf(array, options), array, options, default);
    }

    /// <summary>An array as the bytes of a file.</summary>
    /// <exception cref="ArgumentException">It is too long for one <c>byte[]</c>.</exception>
    internal static byte[] ToBytes(NdArray array, NpyWriteOptions? options)
    {
        var sink = new BytesSink(0);
        Write(sink, array, options);
        return sink.ToArray();
    }

    /// <summary>The pickle alone, as bytes: for an entry of an archive, whose length has to be known before it is written.</summary>
    /// <exception cref="ArgumentException">It is too long for one <c>byte[]</c>.</exception>
    internal static byte[] ToPickle(NdArray array)
    {
        var sink = new BytesSink(0);
        new PickleWriter(Protocol).Write(sink, array, progress: null, default);
        return sink.ToArray();
    }

    /// <summary>Writes an array to a file, on the thread pool.</summary>
    internal static Task WriteAsync(string path, NdArray array, NpyWriteOptions? options, CancellationToken cancellationToken) =>
        Task.Run(() => Write(path, array, options, cancellationToken), cancellationToken);

    /// <summary>Writes an array to a sink, without blocking where the sink can do that.</summary>
    internal static async Task WriteAsync(ByteSink sink, NdArray array, NpyWriteOptions? options, CancellationToken cancellationToken)
    {
        options ??= NpyWriteOptions.Default;
        await sink.WriteAsync(HeaderOf(array, options).Encoded.ToArray(), cancellationToken).ConfigureAwait(false);
        await new PickleWriter(Protocol).WriteAsync(sink, array, options.Progress, cancellationToken).ConfigureAwait(false);
    }

    private static NpyHeader HeaderOf(NdArray array, NpyWriteOptions options) =>
        new(array.DType, array.Shape, array.IsFortranContiguous && !array.IsCContiguous, options.Version);

    private static void Write(ByteSink sink, NpyHeader header, NdArray array, NpyWriteOptions options, CancellationToken cancellationToken)
    {
        sink.Write(header.Encoded);
        new PickleWriter(Protocol).Write(sink, array, options.Progress, cancellationToken);
    }
}
