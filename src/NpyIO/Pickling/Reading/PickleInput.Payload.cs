using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.IO;

namespace NpyIO.Pickling;

internal sealed partial class PickleInput
{
    private static readonly DType Bytes = DType.Of<byte>();

    /// <summary>Reads a long value into its own memory and advances past it. If the source's length is unknown, the memory grows as bytes arrive.</summary>
    internal ArrayMemory ReadPayload(long count, PickleReadOptions options, CancellationToken cancellationToken)
    {
        PayloadReader reader = ReaderOf(count, options, cancellationToken, out ArrayDecoder decoder);
        try
        {
            reader.Read();
        }
        catch (NpyFormatException e) when (e.Reason == NpyFormatReason.TruncatedData)
        {
            PickleThrow.PickleEndsInValue(Position, count, e);
        }

        Skip(count);
        return decoder.Target;
    }

    internal async ValueTask<ArrayMemory> ReadPayloadAsync(long count, PickleReadOptions options, CancellationToken cancellationToken)
    {
        PayloadReader reader = ReaderOf(count, options, cancellationToken, out ArrayDecoder decoder);
        try
        {
            await reader.ReadAsync().ConfigureAwait(false);
        }
        catch (NpyFormatException e) when (e.Reason == NpyFormatReason.TruncatedData)
        {
            PickleThrow.PickleEndsInValue(Position, count, e);
        }

        Skip(count);
        return decoder.Target;
    }

    /// <summary>Reads the value as a uint8 array, to use the same fast path.</summary>
    private PayloadReader ReaderOf(long count, PickleReadOptions options, CancellationToken cancellationToken, out ArrayDecoder decoder)
    {
        if (Length != Unknown && Length - Position < count)
            PickleThrow.PickleEndsInValue(Position, count, Math.Max(0, Length - Position));
        ReadSettings settings = options.Reading with { Progress = options.Progress is { } progress ? new ProgressFrom(Position, progress) : null };
        decoder = ArrayDecoder.Create(Bytes, [count], fortranOrder: false, options.Decoding);
        return new PayloadReader(this, new NpyHeader(Bytes, [count]), decoder, settings, cancellationToken) { Start = Position };
    }

    /// <summary>Converts progress within a value to progress within the pickle.</summary>
    private sealed class ProgressFrom(long start, IProgress<long> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(start + value);
    }
}
