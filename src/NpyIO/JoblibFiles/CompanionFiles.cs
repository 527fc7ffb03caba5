using Microsoft.Win32.SafeHandles;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Pickling;
using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>
/// The files beside a pickle in which joblib before 0.10 kept arrays. Their names come from the pickle, so they must be regular files in its own folder: no other file on the machine is
/// opened because a pickle names it. <paramref name="folder"/> is null for a stream or bytes; <paramref name="mappings"/> receives the mappings, or is null to read the files instead.
/// </summary>
internal sealed class CompanionFiles(string? folder, PickleReadOptions options, List<IDisposable>? mappings, CancellationToken cancellationToken)
{
    private readonly NpyReadOptions _ofArrays = new() { Order = options.Order, ByteOrder = options.ByteOrder, MaxThreads = options.MaxThreads, Encoding = options.Encoding };

    // joblib never names a file twice, and one large file must not be loaded again and again.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    // The file of an NDArrayWrapper is a .npy file.
    internal NdArray Load(PickleMachine machine, PickleObject wrapper)
    {
        string name = NameOf(machine, wrapper);
        using SafeFileHandle file = Open(machine, name);
        try
        {
            NdArray array = mappings is null ? Read(file) : Map(file);
            return array.WithClass(WrappedArray.ClassOf(wrapper));
        }
        catch (NpyFormatException e) when (e.EntryName is null)
        {
            throw JoblibThrow.NamingCompanion(name, e);
        }
    }

    /// <summary>The file of a <c>ZNDArrayWrapper</c> has the compressed bytes, the wrapper the rest, as in an ndarray's own pickle (version, shape, dtype, order).</summary>
    internal NdArray LoadCompressed(PickleMachine machine, PickleObject wrapper)
    {
        if (!wrapper.TryGetAttribute(JoblibLayout.State, out object? value)
            || value is not PickleTuple { Count: 4 } state || state[2] is not DType { HasObject: false } dtype || state[3] is not (bool or long))
        {
            machine.Fail("A joblib array in a compressed file has no state of an array");
            return null;
        }

        long[] shape = WrappedArray.ShapeOf(machine, state[1], dtype);
        bool fortranOrder = state[3] is true or (long and not 0);
        string name = NameOf(machine, wrapper);
        using SafeFileHandle file = Open(machine, name);
        try
        {
            return ReadCompressed(file, dtype, shape, fortranOrder).WithClass(WrappedArray.ClassOf(wrapper));
        }
        catch (NpyFormatException e) when (e.EntryName is null)
        {
            throw JoblibThrow.NamingCompanion(name, e);
        }
    }

    private NdArray Read(SafeFileHandle file) => ArrayReader.Read(new FileSource(file, 0), Npy.Untyped, _ofArrays, cancellationToken).ToNdArray();

    private NdArray Map(SafeFileHandle file)
    {
        NpyHeader header = ArrayReader.ReadHeader(new FileSource(file, 0), _ofArrays) ?? NpyHeader.Parse([]);
        if (header.DType.HasObject || header.NBytes == 0)
            return Read(file);

        long length = RandomAccess.GetLength(file);
        PayloadReader.CheckLength(length, header, isStrict: false);
        var memory = MappedMemory.Open(file, path: null, 0, length);
        mappings!.Add(memory);
        return new NdArray(header.DType, memory, header.Layout);
    }

    private NdArray ReadCompressed(SafeFileHandle file, DType dtype, long[] shape, bool fortranOrder)
    {
        using var input = new PickleInput(new FileSource(file, 0));
        input.TryFill(ZFile.HeadLength);
        using var data = new DecompressedSource(input, FileKind.ZFile, input.Unread);
        ArrayDecoder decoder = ArrayDecoder.Create(dtype, shape, fortranOrder, _ofArrays.Decoding);
        new PayloadReader(data, 0, decoder, _ofArrays.Reading with { Strict = true }, cancellationToken).Read();
        return decoder.ToNdArray();
    }

    private string NameOf(PickleMachine machine, PickleObject wrapper)
    {
        string? name = wrapper.TryGetAttribute(JoblibLayout.FileName, out object? value) ? machine.TextOf(value) : null;
        if (name is null or "" or "." or ".." || name.AsSpan().IndexOfAny("/\\:\0") >= 0)
            JoblibThrow.CompanionElsewhere(machine.Position, name);
        if (OperatingSystem.IsWindows() && !WindowsName.IsFile(name))
            JoblibThrow.CompanionNoRegularFile(machine.Position, name);
        if (folder is null)
            JoblibThrow.CompanionOfNoFile(machine.Position, name);
        if (!_seen.Add(name))
            JoblibThrow.CompanionTwice(machine.Position, name);
        return name;
    }

    private SafeFileHandle Open(PickleMachine machine, string name)
    {
        string path = Path.Combine(folder!, name);
        // Check before opening, so that a pipe or device is never opened, and again afterwards, in case the file was replaced meanwhile.
        RequireRegular(machine, name, path);
        SafeFileHandle? file = null;
        try
        {
            file = ReadableFile.Open(path);
            RequireRegular(machine, name, path);
            if (FileSource.TryOpen(file) is null)
                JoblibThrow.CompanionNoRegularFile(machine.Position, name);
            return file;
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (e is FileNotFoundException or DirectoryNotFoundException or PathTooLongException or UnauthorizedAccessException)
                JoblibThrow.CompanionUnreadable(machine.Position, name, e);
            throw;
        }
    }

    private static void RequireRegular(PickleMachine machine, string name, string path)
    {
        if (new FileInfo(path).LinkTarget is not null || Directory.Exists(path) || SpecialFile.Is(path))
            JoblibThrow.CompanionNoRegularFile(machine.Position, name);
    }
}
