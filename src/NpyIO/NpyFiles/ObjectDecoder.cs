using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.Errors;
using NpyIO.IO;
using NpyIO.Pickling;

namespace NpyIO.NpyFiles;

/// <summary>
/// Decodes arrays with Python objects: a .npy file stores a pickle of the whole array in place of the elements (<c>numpy.lib.format.write_array</c>). As in NumPy, the pickle determines the
/// array; the header only says that there is a pickle.
/// </summary>
internal sealed class ObjectDecoder(NpyHeader header, NpyReadOptions options) : ArrayDecoder(header.DType, fortranOrder: false, ArrayLayout.Contiguous([], header.DType.ItemSize), new DTypeTarget(header.DType)), ISequentialDecoder
{
    private NdArray? _array;

    internal override bool IsInPlace => false;

    internal override bool IsRaw => false;

    internal override long BlockUnit => 1;

    internal override DType ResultDType => Array.DType;

    private protected override ArrayLayout ResultLayout => Array.Layout;

    private NdArray Array => _array ?? throw new InvalidOperationException("Nothing has been read.");

    public void Read(PayloadSource source, long start, CancellationToken cancellationToken)
    {
        using PickleInput input = InputOf(source, start);
        _array = ArrayOf(new PickleMachine(Options, input).Run(cancellationToken), start);
    }

    public async Task ReadAsync(PayloadSource source, long start, CancellationToken cancellationToken)
    {
        using PickleInput input = InputOf(source, start);
        _array = ArrayOf(await new PickleMachine(Options, input).RunAsync(cancellationToken).ConfigureAwait(false), start);
    }

    internal override NdArray ToNdArray() => Array;

    internal override NdArray<T> ToNdArray<T>() => Array.DType.IsReference ? NdArray<T>.ReadFrom(Array, options.Casting) : Array.To<T>(options.Casting, options.Records);

    internal override void DecodeInPlace(long payloadOffset, long length) => throw new NotSupportedException();

    private protected override void DecodeBlock(long payloadOffset, ReadOnlySpan<byte> block) => throw new NotSupportedException();

    private PickleReadOptions Options => new()
    {
        Order = options.Order,
        ByteOrder = options.ByteOrder,
        MaxThreads = options.MaxThreads,
        Encoding = options.Encoding,
        Strict = options.Strict,
        Progress = options.Progress,
    };

    private static PickleInput InputOf(PayloadSource source, long start) => new(source, start, isExact: source.IsReadOn);

    private static NdArray ArrayOf(object? value, long start)
    {
        if (value is not NdArray array)
            Throw.Format(NpyFormatReason.BadPickle, start, $"The pickle behind the header is {Describe.Kind(value)}, not an array", "an array", Describe.Kind(value));
        else
            return array;
        return null!;
    }
}
