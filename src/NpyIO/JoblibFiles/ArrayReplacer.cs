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

    private object? ReadFollowing(PickleMachine machine, WrappedArray array)
    {
        if (array.DType.HasObject)
            return new PickleMachine(_ofNested, machine).Run(cancellationToken);

        SkipPadding(machine, array.Alignment);
        NdArray read = mapping is null ? ReadData(machine.Input, array) : Map(machine.Input, array, mapping);
        return read.WithClass(array.Class);
    }

    /// <summary>Skips a length byte, then that many padding bytes. Any other bytes mean that the data do not begin here.</summary>
    private static void SkipPadding(PickleMachine machine, int alignment)
    {
        if (alignment == 0)
            return;

        PickleInput input = machine.Input;
        if (!input.TryFill(1))
            JoblibThrow.JoblibPaddingMissing(input.Position);
        int length = input.Unread[0];
        if (length > alignment || !input.TryFill(1 + length) || input.Unread.Slice(1, length).ContainsAnyExcept(JoblibLayout.Padding))
            JoblibThrow.JoblibPaddingMissing(input.Position);
        input.Advance(1 + length);
    }

    private NdArray ReadData(PickleInput input, WrappedArray array)
    {
        ArrayDecoder decoder = ArrayDecoder.Create(array.DType, array.Shape, array.FortranOrder, _options.Decoding);
        // Copy what is already buffered; read a long array straight from the source.
        if (decoder.PayloadLength <= PickleInput.Room && input.TryFill((int)decoder.PayloadLength))
        {
            decoder.Allocate();
            decoder.Decode(0, input.Unread[..(int)decoder.PayloadLength]);
        }
        else
        {
            new PayloadReader(input, input.Position, decoder, _options.Reading, cancellationToken).Read();
        }

        input.Skip(decoder.PayloadLength);
        return decoder.ToNdArray();
    }

    private static NdArray Map(PickleInput input, WrappedArray array, ArrayMemory mapping)
    {
        var layout = ArrayLayout.Contiguous(array.Shape, array.DType.ItemSize, array.FortranOrder ? Order.Fortran : Order.C, input.Position);
        if (mapping.Length - input.Position < layout.NBytes)
            FileThrow.TruncatedData(array.DType, array.Shape, input.Position, layout.NBytes, mapping.Length - input.Position);
        input.Skip(layout.NBytes);
        return new NdArray(array.DType, mapping, layout);
    }
}
