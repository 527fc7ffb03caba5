using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.IO;

namespace NpyIO.Pickling;

internal sealed partial class PickleInput
{
    private static readonly DType Bytes = DType.Of<byte>();

    /// <summary>Reads a long value into memory of its own, and goes on behind it. The memory grows as bytes arrive where it is not known how many there are.</summary>
    /// <exception cref="NpyFormatException">The source ends before the value does.</exception>
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

    /// <inheritdoc cref="ReadPayload"/>
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

    /// <summary>Bytes are read as an array of bytes is, and as fast.</summary>
    private PayloadReader ReaderOf(long count, PickleReadOptions options, CancellationToken cancellationToken, out ArrayDecoder decoder)
    {
        if (Length != Unknown && Length - Position < count)
            PickleThrow.PickleEndsInValue(Position, count, Math.Max(0, Length - Position));
        ReadSettings settings = options.Reading with { Progress = options.Progress is { } progress ? new ProgressFrom(Position, progress) : null };
        decoder = ArrayDecoder.Create(Bytes, [count], fortranOrder: false, options.Decoding);
        return new PayloadReader(this, new NpyHeader(Bytes, [count]), decoder, settings, cancellationToken) { Start = Position };
    }

    /// <summary>Counts from the pickle's start what is counted from a value's.</summary>
    private sealed class ProgressFrom(long start, IProgress<long> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(start + value);
    }
}
