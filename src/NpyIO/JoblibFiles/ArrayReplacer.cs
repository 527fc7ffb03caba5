using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.Pickling;

namespace NpyIO.JoblibFiles;

/// <summary>
/// Replaces the wrappers in a joblib file's pickle by arrays, as <c>NumpyUnpickler.load_build</c> does: reads the data that follow a wrapper, or the file beside the pickle that it names.
/// <paramref name="mapping"/> is the file itself if its arrays are to be mapped, or null to read them.
/// </summary>
internal sealed class ArrayReplacer(PickleReadOptions options, CompanionFiles companions, ArrayMemory? mapping, CancellationToken cancellationToken)
{
    // Nested pickles end before the file does.
    private readonly PickleReadOptions _ofNested = options with { Strict = false };

    private readonly PickleReadOptions _options = options;

    internal bool HasReplaced { get; private set; }

    /// <summary>Returns an array for a wrapper whose state has been set, or any other object unchanged.</summary>
    internal object? Replace(PickleMachine machine, PickleObject described)
    {
        if (!JoblibNames.IsModule(described.Module))
            return described;
        HasReplaced = true;
        return described.Name switch
        {
            JoblibNames.WrapperClass => ReadFollowing(machine, WrappedArray.Of(machine, described)),
            JoblibNames.CompanionClass => companions.Load(machine, described),
            JoblibNames.CompressedCompanionClass => companions.LoadCompressed(machine, described),
            _ => described,
        };
    }

    /// <summary>For a stream, which has no files beside it.</summary>
    internal async ValueTask<object?> ReplaceAsync(PickleMachine machine, PickleObject described)
    {
        if (described.Name != JoblibNames.WrapperClass || !JoblibNames.IsModule(described.Module))
            return Replace(machine, described);
        HasReplaced = true;
        return await ReadFollowingAsync(machine, WrappedArray.Of(machine, described)).ConfigureAwait(false);
    }

    private object? ReadFollowing(PickleMachine machine, WrappedArray array)
    {
        if (array.DType.HasObject)
            return new PickleMachine(_ofNested, machine).Run(cancellationToken);

        PickleInput input = machine.Input;
        if (array.Alignment > 0)
            SkipPadding(input, array.Alignment, input.TryFill(1) && input.TryFill(1 + input.Unread[0]));
        NdArray read = mapping is null ? ReadData(input, array) : Map(input, array, mapping);
        return read.WithClass(array.Class);
    }

    private async ValueTask<object?> ReadFollowingAsync(PickleMachine machine, WrappedArray array)
    {
        if (array.DType.HasObject)
            return await new PickleMachine(_ofNested, machine).RunAsync(cancellationToken).ConfigureAwait(false);

        PickleInput input = machine.Input;
        if (array.Alignment > 0)
        {
            bool isThere = await input.TryFillAsync(1, cancellationToken).ConfigureAwait(false) && await input.TryFillAsync(1 + input.Unread[0], cancellationToken).ConfigureAwait(false);
            SkipPadding(input, array.Alignment, isThere);
        }

        return (await ReadDataAsync(input, array).ConfigureAwait(false)).WithClass(array.Class);
    }

    /// <summary>Skips a length byte, then that many padding bytes. Any other bytes mean that the data do not begin here.</summary>
    private static void SkipPadding(PickleInput input, int alignment, bool isThere)
    {
        if (!isThere || input.Unread[0] is var length && (length > alignment || input.Unread.Slice(1, length).ContainsAnyExcept(JoblibLayout.Padding)))
            JoblibThrow.JoblibPaddingMissing(input.Position);
        input.Advance(1 + input.Unread[0]);
    }

    private NdArray ReadData(PickleInput input, WrappedArray array)
    {
        ArrayDecoder decoder = DecoderOf(array);
        if (IsShort(decoder) && input.TryFill((int)decoder.PayloadLength))
            DecodeBuffered(input, decoder);
        else
            ReaderOf(input, decoder).Read();
        input.Skip(decoder.PayloadLength);
        return decoder.ToNdArray();
    }

    private async ValueTask<NdArray> ReadDataAsync(PickleInput input, WrappedArray array)
    {
        ArrayDecoder decoder = DecoderOf(array);
        if (IsShort(decoder) && await input.TryFillAsync((int)decoder.PayloadLength, cancellationToken).ConfigureAwait(false))
            DecodeBuffered(input, decoder);
        else
            await ReaderOf(input, decoder).ReadAsync().ConfigureAwait(false);
        input.Skip(decoder.PayloadLength);
        return decoder.ToNdArray();
    }

    private ArrayDecoder DecoderOf(WrappedArray array) => ArrayDecoder.Create(array.DType, array.Shape, array.FortranOrder, _options.Decoding);

    // Copy what is already buffered; read a long array straight from the source.
    private static bool IsShort(ArrayDecoder decoder) => decoder.PayloadLength <= PickleInput.Room;

    private static void DecodeBuffered(PickleInput input, ArrayDecoder decoder)
    {
        decoder.Allocate();
        decoder.Decode(0, input.Unread[..(int)decoder.PayloadLength]);
    }

    private PayloadReader ReaderOf(PickleInput input, ArrayDecoder decoder) =>
        new(input, input.Position, decoder, _options.Reading, cancellationToken);

    private static NdArray Map(PickleInput input, WrappedArray array, ArrayMemory mapping)
    {
        var layout = ArrayLayout.Contiguous(array.Shape, array.DType.ItemSize, array.FortranOrder ? Order.Fortran : Order.C, input.Position);
        if (mapping.Length - input.Position < layout.NBytes)
            FileThrow.TruncatedData(array.DType, array.Shape, input.Position, layout.NBytes, mapping.Length - input.Position);
        input.Skip(layout.NBytes);
        return new NdArray(array.DType, mapping, layout);
    }
}
