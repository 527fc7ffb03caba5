using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Input;

/// <summary>A file or pipe opened for a command, by its content: an archive, a pickle or joblib file, or else a single array.</summary>
internal sealed class InputFile : IDisposable
{
    /// <summary>If content of unknown kind fails as a pickle before this offset, in bytes, it is not one.</summary>
    private const int ShortestPickle = 16;

    private readonly string _path;
    private readonly byte[] _prefix;
    private readonly bool _isGuess;
    private Stream? _pipe;
    private InputArray? _first;
    private bool _isCompressed;
    private long _length;
    private InputOptions _options = new();

    private InputFile(string path, NpzFile archive, byte[] prefix)
    {
        _path = path;
        _prefix = prefix;
        Archive = archive;
    }

    private InputFile(string path, Stream? pipe, NpyFileKind kind, byte[] prefix)
    {
        _path = path;
        _pipe = pipe;
        _prefix = prefix;
        _isGuess = kind == NpyFileKind.Unknown && MayBePickle(prefix);
        IsObjects = kind is NpyFileKind.Pickle or NpyFileKind.Joblib || _isGuess;
    }

    /// <summary>Null if the file is not an archive.</summary>
    internal NpzFile? Archive { get; }

    internal bool IsObjects { get; }

    /// <summary>The path is <see cref="StandardStreams.InputName"/> for the process's input.</summary>
    internal static InputFile Open(string path, InputOptions options)
    {
        if (path.Length == 0)
            throw new FileNotFoundException();
        bool isInput = path == StandardStreams.InputName;
        if (!StandardStreams.IsInputOpen && (isInput || path is "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0"))
            throw new ToolException("is closed");   // the number may now belong to another file
        Stream file = isInput ? StandardStreams.OpenInput() : AtomicFile.OpenRead(path);
        try
        {
            long length = file.CanSeek ? file.Length : 0;
            InputFile input = Open(path, file, isNamed: !isInput);
            input._length = input._pipe is null || isInput ? length : 0;
            input._options = options;
            return input;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>About how many bytes <see cref="Load"/> reads for an entry, or for all of them if no name is given; 0 for a pipe.</summary>
    internal long LengthOf(string? entry) => Archive switch
    {
        null => _length,
        _ when entry is null => Entries.Length(Archive),
        _ => Entries.Length([Entries.Find(Archive, entry)]),
    };

    internal NpyHeader ReadHeader() => _pipe is null ? Npy.ReadHeader(_path) : Npy.ReadHeader(_pipe);

    /// <inheritdoc cref="OpenArray(string?, NpyReadOptions)"/>
    internal void Use(string? entry, NpyReadOptions options, Action<InputArray> use) => Concerning(entry, () =>
    {
        using InputArray array = OpenArray(entry, options);
        use(array);
        return true;
    });

    /// <inheritdoc cref="OpenArray(string?, NpyReadOptions)"/>
    internal NdArray Load(string? entry, NpyReadOptions options) => Concerning(entry, () =>
    {
        using InputArray array = OpenArray(entry, options);
        return array.Load();
    });

    internal NdArray LoadEntry(NpzEntry entry, NpyReadOptions options)
    {
        using InputArray array = OpenEntry(entry, options);
        return array.Load();
    }

    /// <summary>The single array, or an archive's entry by name, or its only one; or the part of it that the options say.</summary>
    internal InputArray OpenArray(string? entry, NpyReadOptions options)
    {
        if (Archive is not null)
            return OpenEntry(Entries.FindArray(Archive, entry), options);
        if (IsObjects)
            return PartOf(new LoadedInput(LoadSound(options).FindArray(entry)));
        if (!string.IsNullOrEmpty(entry) && !_options.IsJoined)
            throw new ToolException($"has no entry '{entry}': it is a single array");
        return PartOf(OpenSingle(options));
    }

    /// <inheritdoc cref="OpenArray(string?, NpyReadOptions)"/>
    internal InputArray OpenEntry(NpzEntry entry, NpyReadOptions options)
    {
        StoredArray array = entry.Open(options);
        return PartOf(array.DType.HasObject ? new LoadedInput(array.Load()) : new StoredInput(array, owned: null));
    }

    /// <summary>The part of an array that the options say.</summary>
    internal InputArray PartOf(InputArray array)
    {
        try
        {
            return _options.IsPart ? array.Take(_options.IndexOf(array.Rank)) : array;
        }
        catch (ArgumentException e)
        {
            array.Dispose();
            throw new ToolException(ErrorText.Of(e, null));
        }
    }

    /// <summary>The shape of the part that the options say of an array.</summary>
    internal long[] ShapeOf(ReadOnlySpan<long> shape) =>
        IsPart ? PartOf(new LoadedInput(NdArray.Create(DType.UInt8, default(ReadOnlySpan<long>)).BroadcastTo(shape))).Shape.ToArray() : shape.ToArray();

    /// <summary>Whether only a part of every array is wanted.</summary>
    internal bool IsPart => _options.IsPart;

    /// <summary>How many rows of every array are wanted; null unless a number was given.</summary>
    internal long? Rows => _options.FirstRows ?? _options.LastRows;

    /// <summary>A <see cref="ToolException"/> then names the archive's entry, if it is one.</summary>
    internal T Concerning<T>(string? entry, Func<T> work) => Archive is null ? work() : Entries.Concerning(Entries.FindArray(Archive, entry), work);

    /// <summary>Elements are read once, in C order. Memory does not grow with the array, unless it must be whole to be put into that order, or holds Python objects.</summary>
    internal ItemBytes OpenItems(string? entry, bool native, ProgressSum progress)
    {
        if (Archive is not null)
            return OpenItems(Entries.FindArray(Archive, entry), native, progress);
        if (!IsObjects && string.IsNullOrEmpty(entry) && TryOpenStream(native, progress) is { } streamed)
            return streamed;
        return Of(Load(entry, InCOrder(native, progress)), native, progress);
    }

    internal ItemBytes OpenItems(NpzEntry entry, bool native, ProgressSum progress) =>
        TryOpenStream(entry, native, asStored: false, progress) ?? Of(LoadEntry(entry, InCOrder(native, progress)), native, progress);

    /// <summary>In stored order and byte order. Returns null if the array must be loaded, or is a single one of less than <paramref name="least"/> bytes.</summary>
    internal StreamedItems? TryOpenStored(string? entry, ProgressSum progress, long least = 0)
    {
        if (Archive is not null)
            return TryOpenStream(Entries.FindArray(Archive, entry), native: false, asStored: true, progress);
        return IsObjects || !string.IsNullOrEmpty(entry) ? null : TryOpenStream(native: false, progress, asStored: true, least);
    }

    internal ObjectFile LoadObjects(NpyReadOptions options)
    {
        var asked = new JoblibReadOptions { Order = options.Order, ByteOrder = options.ByteOrder, Progress = options.Progress, MaxDecompressedLength = _options.MaxDecompressedLength };
        try
        {
            JoblibContent content = _pipe is null ? Joblib.LoadContent(_path, asked) : Joblib.LoadContent(_pipe, asked);
            return new ObjectFile(content.IsJoblib ? "joblib" : "pickle", content);
        }
        catch (NpyFormatException e) when (_isGuess)
        {
            // A pickle of protocol 0 or 1, damaged in the middle, is still a pickle; otherwise the error names what the first bytes look like.
            if (NpyFileInfo.Detect(_prefix).Description is not null || e.Offset < ShortestPickle)
                NpyHeader.Parse(_prefix);
            throw;
        }
    }

    /// <summary>Does the same as <see cref="LoadObjects"/>, but throws the error of a value after the good ones.</summary>
    internal ObjectFile LoadSound(NpyReadOptions options)
    {
        ObjectFile objects = LoadObjects(options);
        return objects.Fault is { } fault ? throw fault : objects;
    }

    internal IReadOnlyList<NpyFormatException> Verify() => _pipe is null ? Npy.Verify(_path) : Npy.Verify(_pipe);

    public void Dispose()
    {
        Archive?.Dispose();
        _pipe?.Dispose();
    }

    private static ItemBytes Of(NdArray array, bool native, ProgressSum progress) =>
        native || array.DType.HasObject ? ItemBytes.Of(array, progress.Part()) : new ArrayItems(array, progress.Part());

    private static NpyReadOptions InCOrder(bool native, ProgressSum progress) =>
        NpyReadOptions.Default with { ByteOrder = native ? ByteOrderMode.Native : ByteOrderMode.Keep, Progress = progress.Part() };

    /// <summary>Returns null if the array must be loaded, or if loading it gives the better error.</summary>
    private StreamedItems? TryOpenStream(bool native, ProgressSum progress, bool asStored = false, long least = 0)
    {
        if (IsPart)
            return TryStreamPart(() => OpenArray(entry: null, NpyReadOptions.AsStored), native, asStored, progress);
        if (_pipe is PrefixedStream pipe)
            return TryOpenPipe(pipe, native, asStored, progress, least);
        Stream file = _pipe ?? AtomicFile.OpenRead(_path);
        try
        {
            file.Position = 0;
            if (TryReadHeader(file) is { } header && header.NBytes >= least && CanStream(header, native, asStored) && file.Length - file.Position >= header.NBytes)
                return new StreamedItems(header, file, native, isBounded: false, progress.Part());
            if (_pipe is null)
                file.Dispose();
            else
                file.Position = 0;
            return null;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private StreamedItems? TryOpenPipe(PrefixedStream pipe, bool native, bool asStored, ProgressSum progress, long least)
    {
        // A pipe is read once: if the array must be loaded, its header is put back.
        pipe.Mark();
        if (TryReadHeader(pipe) is { } header && header.NBytes >= least && CanStream(header, native, asStored))
        {
            pipe.Stay();
            return new StreamedItems(header, pipe, native, isBounded: _isCompressed, progress.Part());   // the checksum is at the end
        }
        pipe.GoBack();
        return null;
    }

    private static NpyHeader? TryReadHeader(Stream stream)
    {
        try
        {
            return Npy.ReadHeader(stream);
        }
        // Loading the array gives the better error.
        catch (NpyFormatException)
        {
            return null;
        }
    }

    /// <summary>Returns null if the array must be loaded, or if loading it gives the better error.</summary>
    internal StreamedItems? TryOpenStream(NpzEntry entry, bool native, bool asStored, ProgressSum progress)
    {
        if (IsPart)
            return TryStreamPart(() => OpenEntry(entry, NpyReadOptions.AsStored), native, asStored, progress);
        if (Entries.HeaderOf(entry) is not { } header || !CanStream(header, native, asStored) || entry.Length - header.DataOffset < header.NBytes)
            return null;
        Stream content = entry.OpenRaw();
        try
        {
            return new StreamedItems(Npy.ReadHeader(content), content, native, isBounded: true, progress.Part());
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>Returns null if the part must be loaded, or is small.</summary>
    private static StreamedItems? TryStreamPart(Func<InputArray> open, bool native, bool asStored, ProgressSum progress)
    {
        InputArray part = open();
        if (part is StoredInput && part.NBytes >= LargeArrays.MinLarge)
        {
            var header = new NpyHeader(part.DType, part.Shape, part.FortranOrder);
            if (CanStream(header, native, asStored))
                return new StreamedItems(header, part.OpenBytes(), native, isBounded: false, progress.Part());
        }
        part.Dispose();
        return null;
    }

    // Only records with overlapping fields cannot be converted to native byte order.
    private static bool CanStream(NpyHeader header, bool native, bool asStored) =>
        !header.DType.HasObject
        && header.DType.Base is null
        && (asStored || IsInCOrder(header))
        && (!native || header.DType.IsNative || header.DType.ItemSize == 0 || ItemBytes.CanBeNative(header.DType));

    internal static bool IsInCOrder(NpyHeader header) => IsInCOrder(header.FortranOrder, header.Shape);

    internal static bool IsInCOrder(bool fortranOrder, ReadOnlySpan<long> shape)
    {
        // Whatever the header says: axes of length 0 or 1 have no order.
        int longer = 0;
        foreach (long length in shape)
            longer += length > 1 ? 1 : 0;
        return !fortranOrder || longer <= 1 || shape.Contains(0);
    }

    private static InputFile Open(string path, Stream file, bool isNamed)
    {
        byte[] prefix = Start(file);
        if (file.CanSeek)
        {
            file.Position = 0;
            return Open(path, file, prefix, NpyFileInfo.Detect(file), isNamed);
        }

        NpyFileInfo info = NpyFileInfo.Detect(prefix);
        var whole = new PrefixedStream(prefix, file);
        if (info is { Compression: FileCompression.None, Kind: NpyFileKind.Npy or NpyFileKind.Pickle or NpyFileKind.Joblib })
            return new InputFile(path, whole, info.Kind, prefix);
        using (file)
        {
            FileStream spooled = Spool.Read(whole);
            return Open(path, spooled, prefix, NpyFileInfo.Detect(spooled), isNamed: false);
        }
    }

    /// <summary>Owns the file, which is at its start, or disposes of it on failure. <paramref name="isNamed"/>: whether it can be opened again by its path.</summary>
    private static InputFile Open(string path, Stream file, byte[] prefix, NpyFileInfo info, bool isNamed)
    {
        try
        {
            if (info is { Compression: not FileCompression.None, Kind: NpyFileKind.Npy or NpyFileKind.Npz or NpyFileKind.PyTorch })
                return OpenCompressed(path, file, info);
            if (info.Kind is NpyFileKind.Npz or NpyFileKind.PyTorch)
                return new InputFile(path, OpenArchive(path, file, isNamed), prefix);

            // Load compressed content as a pickle: for anything else, the error names what it is.
            NpyFileKind kind = info.Compression == FileCompression.None ? info.Kind : NpyFileKind.Joblib;
            if (isNamed)
                file.Dispose();
            return new InputFile(path, isNamed ? null : file, kind, prefix);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static InputFile OpenCompressed(string path, Stream file, NpyFileInfo info)
    {
        Stream content = info.OpenContent(file);
        byte[] start = Start(content);
        var whole = new PrefixedStream(start, content);
        if (info.Kind == NpyFileKind.Npy)
            return new InputFile(path, whole, info.Kind, start) { _isCompressed = true };
        using (whole)
            return new InputFile(path, Npz.Open(Spool.Read(whole)), start);
    }

    private static NpzFile OpenArchive(string path, Stream file, bool isNamed)
    {
        if (!isNamed)
            return Npz.Open(file);
        file.Dispose();
        return Npz.Open(path);
    }

    /// <summary>Loads a short array. A long one, or one whose part is wanted, stays in its file.</summary>
    private InputArray OpenSingle(NpyReadOptions options)
    {
        if (!IsPart && !_options.IsJoined && (_pipe is PrefixedStream || _length < LargeArrays.MinLarge))
            return new LoadedInput(LoadSingle(options));
        if (_pipe is PrefixedStream pipe)
        {
            // A pipe is read once: what has been read stays.
            if (_options.FirstRows is { } rows && _first is null && TryLoadFirst(pipe, rows, options) is { } first)
                _first = new LoadedInput(first);
            if (_first is not null)
                return _first;
            _pipe = Spool.Read(pipe);
            pipe.Dispose();
        }
        return OpenFile(options);
    }

    private InputArray OpenFile(NpyReadOptions options)
    {
        Stream file = _pipe ?? AtomicFile.OpenRead(_path);
        try
        {
            file.Position = 0;
            bool hasObject = Npy.ReadHeader(file).DType.HasObject;
            file.Position = 0;
            if (!hasObject)
            {
                NpyFile stored = Npy.Open(file, options, leaveOpen: _pipe is not null);
                return new StoredInput(stored, stored);
            }

            NdArray array = Npy.Load(file, options);
            if (_pipe is null)
                file.Dispose();
            return new LoadedInput(array);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Loads no more of a pipe than its first rows. Returns null if they do not come first.</summary>
    private static NdArray? TryLoadFirst(PrefixedStream pipe, long rows, NpyReadOptions options)
    {
        pipe.Mark();
        if (TryReadHeader(pipe) is not { DType.HasObject: false, Shape.Length: > 0 } header || !IsInCOrder(header))
        {
            pipe.GoBack();
            return null;
        }
        pipe.Stay();
        var shortened = new NpyHeader(header.DType, [Math.Min(rows, header.Shape[0]), .. header.Shape[1..]]);
        return Npy.Load(new PrefixedStream(shortened.ToBytes(), pipe), options);
    }

    private NdArray LoadSingle(NpyReadOptions options)
    {
        if (_pipe is null)
            return Npy.Load(_path, options);
        NdArray array = Npy.Load(_pipe, options);
        if (_isCompressed)
            CountToEnd(_pipe);   // the checksum is at the end
        return array;
    }

    private static byte[] Start(Stream stream)
    {
        byte[] start = new byte[NpyFileInfo.HeadLength];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    // Pickles of protocols 0 and 1 have no signature, but begin with a possible first opcode.
    private static bool MayBePickle(ReadOnlySpan<byte> prefix) => !prefix.IsEmpty && "NIFLVSXUTKJMGPBC()]}c"u8.Contains(prefix[0]);

    private static long CountToEnd(Stream stream)
    {
        byte[] buffer = new byte[1 << 16];
        long count = 0;
        for (int read; (read = stream.Read(buffer)) > 0;)
            count += read;
        return count;
    }
}

/// <summary>Copies a pipe to a temporary file that can seek, because an archive's directory is at its end.</summary>
internal static class Spool
{
    /// <summary>The file has no name and disappears when it is closed, even if the process is killed.</summary>
    internal static FileStream Read(Stream source)
    {
        string path = Path.Combine(Path.GetTempPath(), $".npyio-{Guid.NewGuid():N}.tmp");
        FileOptions gone = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, gone);
        try
        {
            if (!OperatingSystem.IsWindows())
                File.Delete(path);   // an open file stays usable without a name
            source.CopyTo(file, 1 << 20);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
