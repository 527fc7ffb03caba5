using System.CommandLine;
using System.Globalization;
using NpyIO.Cli.Input;
using NpyIO.Cli.Output;
using NpyIO.Errors;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio concat</c>: joins arrays to one.</summary>
internal static class ConcatCommand
{
    internal const string Name = "concat";

    internal const string Details = """
        As np.concatenate, in constant memory: the arrays may be larger than memory. Their shapes must be equal but for the
        axis, and their dtypes but for the byte order and the width of texts. OUT is in the machine's byte order, and in
        Fortran order if all arrays are. It appears whole or not at all; what was there before is replaced at the end.

        Examples:
          npyio concat all.npy part1.npy part2.npy
          npyio concat wide.npy left.npy right.npy --axis -1
          npyio concat weights.npy run*.npz --entry w

        """ + SharedOptions.AboutMaxDecompressedLength;

    private const string Extension = ".npy";

    internal static Command Build(Tool tool)
    {
        var target = new Argument<string>("OUT") { Description = "The file to write (.npy)." };
        Argument<string[]> files = SharedOptions.Files();
        Option<int?> axis = Axis();
        Option<string?> entry = SharedOptions.Entry();
        Option<long?> most = SharedOptions.MaxDecompressedLength();
        var command = new Command(Name, "Joins arrays to one, as np.concatenate does.") { target, files, axis, entry, most };
        command.SetAction(parsed =>
        {
            string output = parsed.GetRequiredValue(target);
            // Do not overwrite an input that was given first by mistake.
            if (!Path.GetExtension(output).Equals(Extension, StringComparison.OrdinalIgnoreCase))
                return CommandLine.WrongUsage(tool, $"cannot write an array to '{output}': its extension must be {Extension}", command);
            var options = new InputOptions { InParts = true, MaxDecompressedLength = parsed.GetValue(most) };
            return tool.ForEach([output], _ => Concat(tool, output, parsed.GetRequiredValue(files), parsed.GetValue(entry), parsed.GetValue(axis) ?? 0, options));
        });
        return command;
    }

    private static Option<int?> Axis()
    {
        var option = new Option<int?>(SharedOptions.AxisName) { Description = "The axis along which to join; 0 unless told. Negative ones count from the last.", HelpName = "N", Arity = ArgumentArity.ExactlyOne };
        option.CustomParser = result =>
        {
            string word = result.Tokens[0].Value;
            if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int axis))
                return axis;
            result.AddError($"'{word}' is not a number for {SharedOptions.AxisName}");
            return null;
        };
        return option;
    }

    private static void Concat(Tool tool, string target, string[] files, string? entry, int axis, InputOptions options)
    {
        using var arrays = new JoinedArrays(files, entry, axis, options);
        tool.Follow(target, arrays.Header.NBytes, progress => AtomicOutput.Write(
            target,
            output =>
            {
                output.Write(arrays.Header.ToBytes());
                long done = 0;
                foreach (byte[] bytes in arrays.Bytes())
                {
                    output.Write(bytes);
                    progress?.Report(done += bytes.Length);
                }
            },
            close: arrays.Dispose));
    }
}

/// <summary>Arrays that are joined along an axis, and what they become.</summary>
internal sealed class JoinedArrays : IDisposable
{
    /// <summary>The size of the blocks that are joined at once, in bytes, unless positions are longer.</summary>
    private const long BlockLength = 1 << 20;

    private readonly List<(string File, InputFile Input, InputArray Array)> _parts = [];
    private readonly int _axis;

    internal JoinedArrays(string[] files, string? entry, int axis, InputOptions options)
    {
        try
        {
            foreach (string file in files)
                FileFailedException.Concerning(file, () => Add(file, entry, axis, options));
            InputArray first = _parts[0].Array;
            _axis = axis < 0 ? axis + first.Rank : axis;
            long[] shape = [.. first.Shape];
            shape[_axis] = _parts.Sum(part => part.Array.Shape[_axis]);
            DType dtype = _parts.MaxBy(part => part.Array.DType.ItemSize).Array.DType;
            Header = new NpyHeader(dtype.WithByteOrder(BitConverter.IsLittleEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian), shape, _parts.TrueForAll(part => part.Array.FortranOrder));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal NpyHeader Header { get; }

    private int RowAxis => Header.FortranOrder ? Header.Shape.Length - 1 : 0;

    /// <summary>The bytes behind the header, in pieces.</summary>
    internal IEnumerable<byte[]> Bytes()
    {
        Order order = Header.FortranOrder ? Order.Fortran : Order.C;
        foreach (NdArray block in _axis == RowAxis ? OneAfterAnother() : SideBySide())
            yield return block.ToBytes(order);
    }

    public void Dispose()
    {
        foreach ((_, InputFile input, InputArray array) in _parts)
        {
            array.Dispose();
            input.Dispose();
        }
    }

    private void Add(string file, string? entry, int axis, InputOptions options)
    {
        InputFile input = InputFile.Open(file, options);
        InputArray array;
        try
        {
            array = input.OpenArray(entry, NpyReadOptions.AsStored);
        }
        catch
        {
            input.Dispose();
            throw;
        }
        _parts.Add((file, input, array));
        if (array.Rank == 0)
            throw new ToolException("is a single element, without an axis to join it along");
        if (axis < -array.Rank || axis >= array.Rank)
            throw new ToolException($"has no axis {axis}: its shape is {PythonText.Shape(array.Shape)}");
        if (array.DType.HasObject)
            throw new ToolException("holds Python objects, which cannot be joined");
        Compare(array, _parts[0].Array, _parts[0].File, axis < 0 ? axis + array.Rank : axis);
    }

    private static void Compare(InputArray array, InputArray first, string name, int axis)
    {
        bool isText = array.DType.Kind == first.DType.Kind && array.DType.Kind is DTypeKind.String or DTypeKind.Bytes;
        if (!isText && !array.DType.WithByteOrder(ByteOrder.LittleEndian).Equals(first.DType.WithByteOrder(ByteOrder.LittleEndian)))
            throw new ToolException($"holds {array.DType.Name}, but '{name}' {first.DType.Name}");
        bool fits = array.Rank == first.Rank;
        for (int i = 0; fits && i < array.Rank; i++)
            fits = i == axis || array.Shape[i] == first.Shape[i];
        if (!fits)
            throw new ToolException($"its shape {PythonText.Shape(array.Shape)} does not fit that of '{name}', {PythonText.Shape(first.Shape)}: only axis {axis} can differ");
    }

    private IEnumerable<NdArray> OneAfterAnother()
    {
        foreach ((string file, _, InputArray array) in _parts)
        {
            using IEnumerator<NdArray> blocks = array.Along(_axis).GetEnumerator();
            while (FileFailedException.Concerning(file, blocks.MoveNext))
                yield return blocks.Current.DType.Equals(Header.DType) ? blocks.Current : Converted(blocks.Current);
        }
    }

    /// <summary>Assigning changes the byte order, and widens texts.</summary>
    private NdArray Converted(NdArray block)
    {
        var converted = NdArray.Create(Header.DType, block.Shape);
        converted[Slice.Ellipsis] = block;
        return converted;
    }

    private IEnumerable<NdArray> SideBySide()
    {
        long count = Math.Max(1, BlockLength / Math.Max(1, Header.NBytes / Math.Max(1, Header.Shape[RowAxis])));
        List<(string File, IEnumerator<NdArray> Blocks)> sources = _parts.ConvertAll(part => (part.File, part.Array.Positions(RowAxis, count).GetEnumerator()));
        try
        {
            for (long first = 0; first < Header.Shape[RowAxis]; first += count)
                yield return Join(sources, Math.Min(count, Header.Shape[RowAxis] - first));
        }
        finally
        {
            foreach ((_, IEnumerator<NdArray> blocks) in sources)
                blocks.Dispose();
        }
    }

    private NdArray Join(List<(string File, IEnumerator<NdArray> Blocks)> sources, long rows)
    {
        long[] shape = [.. Header.Shape];
        shape[RowAxis] = rows;
        var joined = NdArray.Create(Header.DType, shape);
        var index = new Slice[_axis + 1];
        long at = 0;
        foreach ((string file, IEnumerator<NdArray> blocks) in sources)
        {
            FileFailedException.Concerning(file, blocks.MoveNext);
            long end = at + blocks.Current.Shape[_axis];
            index[_axis] = new Slice(at, end);
            joined[index] = blocks.Current;
            at = end;
        }
        return joined;
    }
}
