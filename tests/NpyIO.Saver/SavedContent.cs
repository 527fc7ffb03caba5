using System.Numerics.Tensors;

namespace NpyIO.Saver;

/// <summary>
/// Content that shows whether a file is whole: element i is the generation + i * <see cref="Step"/>, so every element names its generation and nothing compresses well.
/// All kinds but <see cref="SaveKind.Npy"/> and <see cref="SaveKind.AtomicFile"/> end with a second part, the negated generation.
/// </summary>
public sealed class SavedContent
{
    /// <summary>Lengths in bytes are multiples of this.</summary>
    public const int BlockBytes = BlockLength * sizeof(long);

    /// <summary>The difference between neighbouring elements, which wrap around.</summary>
    public const long Step = unchecked((long)0x9E3779B97F4A7C15);

    private const int BlockLength = 512;
    private const int RowsAtOnce = 16;
    private const string Generations = "generations";
    private const string Negated = "negated";
    private const string Kept = "kept";

    private static readonly JoblibWriteOptions Zlib = new() { Compression = JoblibCompression.Zlib };

    private readonly SaveKind _kind;
    private readonly long[] _values;
    private readonly long[] _negated = [0];

    /// <summary>Creates the content of generation 0.</summary>
    /// <param name="kind">How it is saved.</param>
    /// <param name="bytes">Length of the main array in bytes.</param>
    public SavedContent(SaveKind kind, long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes % BlockBytes, 0);
        _kind = kind;
        _values = Values(bytes / sizeof(long));
    }

    /// <summary>The content's generation. Setting it changes every element.</summary>
    public long Generation
    {
        get => -_negated[0];
        set
        {
            TensorPrimitives.Add(_values, value - Generation, _values);
            _negated[0] = -value;
        }
    }

    private NdArray ObjectArray
    {
        get
        {
            NdArray blocks = NdArray.FromArray(_values).Reshape(_values.Length / BlockLength, BlockLength);
            object[] objects = [.. Enumerable.Range(0, _values.Length / BlockLength).Select(i => blocks.At(i)), _negated[0]];
            return NdArray.FromObjects(objects);
        }
    }

    private (string Name, NdArray Array)[] Entries => [(Generations, _values), (Negated, _negated)];

    private PickleDictionary Dictionary => new() { [Generations] = NdArray.FromArray(_values), [Negated] = NdArray.FromArray(_negated) };

    /// <summary>Saves the content.</summary>
    public void Save(string path)
    {
        switch (_kind)
        {
            case SaveKind.Npy: Npy.Save(path, _values); break;
            case SaveKind.Objects: Npy.Save(path, ObjectArray); break;
            case SaveKind.Npz: Npz.Save(path, Entries); break;
            case SaveKind.NpzCompressed: Npz.Save(path, Entries, NpzWriteOptions.Compressed); break;
            case SaveKind.Create: Create(path); break;
            case SaveKind.Update: Update(path); break;
            case SaveKind.Pickle: Pickle.Save(path, Dictionary); break;
            case SaveKind.Joblib: Joblib.Save(path, Dictionary); break;
            case SaveKind.AtomicFile: WriteFile(path); break;
            default: Joblib.Save(path, Dictionary, Zlib); break;
        }
    }

    /// <inheritdoc cref="Save"/>
    public Task SaveAsync(string path) => _kind switch
    {
        SaveKind.Npy => Npy.SaveAsync(path, _values),
        SaveKind.Objects => Npy.SaveAsync(path, ObjectArray),
        SaveKind.Npz => Npz.SaveAsync(path, Entries),
        SaveKind.NpzCompressed => Npz.SaveAsync(path, Entries, NpzWriteOptions.Compressed),
        SaveKind.Create => CreateAsync(path),
        SaveKind.Update => UpdateAsync(path),
        SaveKind.Pickle => Pickle.SaveAsync(path, Dictionary),
        SaveKind.Joblib => Joblib.SaveAsync(path, Dictionary),
        SaveKind.AtomicFile => WriteFileAsync(path),
        _ => Joblib.SaveAsync(path, Dictionary, Zlib),
    };

    /// <summary>Loads a file and returns its generation.</summary>
    /// <param name="kind">How it was saved.</param>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Length of the main array in bytes.</param>
    /// <exception cref="InvalidDataException">The file is not whole: parts or elements are of different generations, or too few.</exception>
    public static long Load(SaveKind kind, string path, long bytes)
    {
        switch (kind)
        {
            case SaveKind.Npy or SaveKind.AtomicFile:
                return GenerationOf(Npy.Load(path), bytes);
            case SaveKind.Objects:
                return GenerationOfObjects(Npy.Load(path), bytes);
            case SaveKind.Pickle:
                return GenerationOf(Pickle.Load<PickleDictionary>(path), bytes);
            case SaveKind.Joblib or SaveKind.JoblibZlib:
                return GenerationOf((PickleDictionary)Joblib.Load(path)!, bytes);
            default:
                Dictionary<string, NdArray> arrays = Npz.Load(path);
                if (kind == SaveKind.Update && GenerationOf(arrays[Kept], arrays[Kept].NBytes) != 0)
                    throw new InvalidDataException("The kept entry has changed.");
                return GenerationOf(arrays[Generations], arrays[Negated], bytes);
        }
    }

    private void Create(string path)
    {
        using NpzWriter writer = Npz.Create(path);
        using (RowWriter<long> rows = writer.AddRows<long>(Generations, [BlockLength]))
        {
            foreach (ReadOnlyMemory<long> some in Pieces())
                rows.Write(some.Span);
            rows.Complete();
        }

        writer.Add(Negated, _negated);
        writer.Complete();
    }

    private async Task CreateAsync(string path)
    {
        await using NpzWriter writer = Npz.Create(path);
        await using (RowWriter<long> rows = writer.AddRows<long>(Generations, [BlockLength]))
        {
            foreach (ReadOnlyMemory<long> some in Pieces())
                await rows.WriteAsync(some);
            await rows.CompleteAsync();
        }

        await writer.AddAsync(Negated, _negated);
        await writer.CompleteAsync();
    }

    private void WriteFile(string path)
    {
        using AtomicFile file = AtomicFile.Create(path);
        Npy.Save(file.Stream, _values);
        file.Complete();
    }

    private async Task WriteFileAsync(string path)
    {
        using AtomicFile file = AtomicFile.Create(path);
        await Npy.SaveAsync(file.Stream, _values);
        await file.CompleteAsync();
    }

    private IEnumerable<ReadOnlyMemory<long>> Pieces()
    {
        for (int start = 0; start < _values.Length; start += RowsAtOnce * BlockLength)
            yield return _values.AsMemory(start, Math.Min(RowsAtOnce * BlockLength, _values.Length - start));
    }

    private void Update(string path)
    {
        EnsureArchive(path);
        for (bool isDone = false; !isDone;)
        {
            using NpzUpdate update = Npz.Update(path);
            Set(update);
            try
            {
                update.Complete();
                isDone = true;
            }
            catch (IOException e) when (IsConflict(e))
            {
                // Another thread or process was faster.
            }
        }
    }

    private async Task UpdateAsync(string path)
    {
        EnsureArchive(path);
        for (bool isDone = false; !isDone;)
        {
            using NpzUpdate update = Npz.Update(path);
            Set(update);
            try
            {
                await update.CompleteAsync();
                isDone = true;
            }
            catch (IOException e) when (IsConflict(e))
            {
                // Another thread or process was faster.
            }
        }
    }

    private static bool IsConflict(IOException error) => error.Message.Contains("since it was opened", StringComparison.Ordinal);

    private void Set(NpzUpdate update)
    {
        update.Set(Generations, _values);
        update.Set(Negated, _negated);
    }

    private void EnsureArchive(string path)
    {
        if (!File.Exists(path))
            Npz.Save(path, (Kept, Values(_values.Length)));
    }

    private static long[] Values(long count)
    {
        var values = new long[count];
        for (int i = 0; i < values.Length; i++)
            values[i] = unchecked(i * Step);
        return values;
    }

    private static long GenerationOf(PickleDictionary arrays, long bytes) => GenerationOf(arrays.Get<NdArray>(Generations), arrays.Get<NdArray>(Negated), bytes);

    private static long GenerationOf(NdArray values, NdArray negated, long bytes)
    {
        long generation = GenerationOf(values, bytes);
        return negated.ToArray<long>() is [long found] && found == -generation ? generation : throw new InvalidDataException($"The parts are of different generations, {generation} and {negated}.");
    }

    private static long GenerationOf(NdArray array, long bytes)
    {
        ReadOnlySpan<long> values = array.As<long>().AsReadOnlySpan();
        if (array.NBytes != bytes)
            throw new InvalidDataException($"The array has {array.NBytes} bytes, not {bytes}.");
        return GenerationOf(values, firstIndex: 0);
    }

    private static long GenerationOfObjects(NdArray array, long bytes)
    {
        if (array.Count != bytes / BlockBytes + 1)
            throw new InvalidDataException($"The array has {array.Count} objects, not {bytes / BlockBytes + 1}.");

        long generation = -Convert.ToInt64(array.GetValue(array.Count - 1), null);
        for (int i = 0; i < array.Count - 1; i++)
        {
            long found = GenerationOf(((NdArray)array.GetValue(i)!).As<long>().AsReadOnlySpan(), i * BlockLength);
            if (found != generation)
                throw new InvalidDataException($"Object {i} is of generation {found}, the last one of {generation}.");
        }

        return generation;
    }

    private static long GenerationOf(ReadOnlySpan<long> values, int firstIndex)
    {
        long generation = unchecked(values[0] - firstIndex * Step);
        for (int i = 1; i < values.Length; i++)
        {
            long found = unchecked(values[i] - (firstIndex + i) * Step);
            if (found != generation)
                throw new InvalidDataException($"Element {firstIndex + i} is of generation {found}, element {firstIndex} of {generation}.");
        }

        return generation;
    }
}
