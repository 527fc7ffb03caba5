using System.Buffers.Binary;
using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using NpyIO.Arrays;
using NpyIO.Coding;

namespace NpyIO.Pickling;

// Values that Python creates by calling their class, and descriptions.
internal sealed partial class PickleWriter
{
    private static readonly Type[] Sets =
        [typeof(HashSet<>), typeof(SortedSet<>), typeof(ReadOnlySet<>), typeof(FrozenSet<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>)];

    /// <summary>Yields the parts of a value, and writes the opcodes around them; null if the value cannot be pickled.</summary>
    internal IEnumerable<object?>? Begin(object value) => value switch
    {
        PickleDictionary dictionary => DictionaryOf(dictionary),
        List<byte> bytes => ByteArrayOf(bytes),
        byte[] bytes => BytesOf(bytes),
        PickleSet set => SetOf(set, set, set.IsFrozen),
        PickleObject described => ObjectOf(described),
        NdArray array => ArrayHook?.Invoke(array) ?? ArrayOf(array),
        IUntypedArray or MappedArray or SparseMatrix or Array => Alias(value),
        DType dtype => DTypeOf(dtype),
        MaskedArray masked => MaskedOf(masked),
        ITuple tuple => TupleOf(tuple),
        Complex number => Reduced(null, "builtins", "complex", [number.Real, number.Imaginary]),
        Complex64 number => Reduced(null, "builtins", "complex", [(double)number.Real, (double)number.Imaginary]),
        PickleDecimal number => Reduced(null, "decimal", "Decimal", [number.Text]),
        decimal number => Begin((PickleDecimal)number),
        PickleFraction number => Reduced(null, "fractions", "Fraction", [number.Numerator, number.Denominator]),
        PickleRange range => Reduced(range, "builtins", "range", [range.Start, range.Stop, range.Step]),
        PickleSlice slice => Reduced(slice, "builtins", "slice", [slice.Start, slice.Stop, slice.Step]),
        Datetime64 moment => [Scalar(DType.Datetime(moment.Unit, moment.Multiple), moment)],
        Timedelta64 span => [Scalar(DType.Timedelta(span.Unit, span.Multiple), span)],
        LongDouble number => [Scalar(DType.LongDouble, number)],
        IDictionary dictionary => DictionaryOf(dictionary, EntriesOf(PickleKeys.Checked(dictionary))),
        IEnumerable items when IsSet(value.GetType()) => SetOf(value, PickleKeys.Checked(items), isFrozen: false),
        IEnumerable items when value is IList list && !IsDefault(list) || IsList(value.GetType()) => ListOf(value, items),
        _ => BeginTime(value),
    };

    private static bool IsSet(Type type)
    {
        // Trimming may have removed the interfaces, so they are not checked.
        for (Type? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.IsGenericType && Array.IndexOf(Sets, ancestor.GetGenericTypeDefinition()) >= 0)
                return true;
        }

        return false;
    }

    // A default(ImmutableArray<T>) throws when its items are read.
    private static bool IsDefault(IList list)
    {
        Type type = list.GetType();
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(ImmutableArray<>))
            return false;
        try
        {
            return list.Count < 0;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(LinkedList<>);

    private IEnumerable<object?> Alias(object value)
    {
        // The same object replaces the value on each occurrence, so that it is written once.
        if (!_aliases.TryGetValue(value, out object? alias))
        {
            alias = value switch
            {
                IUntypedArray typed => typed.ToNdArray(),
                MappedArray mapped => mapped.Array,
                SparseMatrix sparse => SparseState.DescriptionOf(sparse),
                _ => ArrayOf((Array)value),
            };
            _aliases.Add(value, alias);
        }

        return [alias];
    }

    // As np.array. Enums stay objects, because numbers would lose their names.
    private static NdArray ArrayOf(Array array)
    {
        Type element = array.GetType().GetElementType()!;
        return !element.IsEnum && (ValueArrays.IsHeld(element) || typeof(INpyRecord).IsAssignableFrom(element) || DType.TryOf(element, out _)) ? NdArray.FromArray(array) : NdArray.FromObjects(array);
    }

    private static NdArray Scalar<T>(DType dtype, T value)
    {
        NdArray array = NdArray.Create(dtype);
        array.Set(value);
        return new NdArray(array.DType, array.Memory, array.Layout) { PythonClass = PythonArrayClass.Scalar };
    }

    private IEnumerable<object?> Reduced(object? value, string module, string name, object?[] arguments, IEnumerable<object?>? additions = null)
    {
        yield return new PickleObject(module, name);
        yield return PickleTuple.Create(arguments);
        _output.Write(Opcode.Reduce);
        if (value is not null)
            Memoize(value);
        foreach (object? part in additions ?? [])
            yield return part;
    }

    // Python counts microseconds; the finer part of .NET's values is truncated.
    private IEnumerable<object?>? BeginTime(object value) => value switch
    {
        DateTime { Kind: DateTimeKind.Unspecified } moment => Reduced(null, "datetime", "datetime", [StateOf(moment)]),
        DateTime moment => BeginTime(new DateTimeOffset(moment)),
        DateTimeOffset moment => Reduced(null, "datetime", "datetime", [StateOf(moment.DateTime), ZoneOf(moment.Offset)]),
        DateOnly day => Reduced(null, "datetime", "date", [DateBytes(day)]),
        TimeOnly time => Reduced(null, "datetime", "time", [TimeBytes(time)]),
        TimeSpan span => Reduced(null, "datetime", "timedelta", PythonTimedelta.PartsOf(span)),
        _ => null,
    };

    private static PickleObject ZoneOf(TimeSpan offset) => new("datetime", "timezone") { Arguments = new PickleTuple(offset) };

    private static byte[] StateOf(DateTime moment) => [.. DateBytes(DateOnly.FromDateTime(moment)), .. TimeBytes(TimeOnly.FromDateTime(moment))];

    private static byte[] DateBytes(DateOnly day)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)day.Year);
        (bytes[2], bytes[3]) = ((byte)day.Month, (byte)day.Day);
        return bytes;
    }

    private static byte[] TimeBytes(TimeOnly time)
    {
        int microseconds = (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        return [(byte)time.Hour, (byte)time.Minute, (byte)time.Second, (byte)(microseconds >> 16), (byte)(microseconds >> 8), (byte)microseconds];
    }

    private IEnumerable<object?> BytesOf(byte[] bytes)
    {
        if (Protocol >= 3)
            return LongBytes(bytes, bytes, Opcode.BinBytes, Opcode.BinBytes8);

        // As Python does: protocol 2 has no opcode for bytes.
        return bytes.Length == 0
            ? Reduced(bytes, "builtins", "bytes", [])
            : Reduced(bytes, "_codecs", "encode", [Encoding.Latin1.GetString(bytes), "latin1"]);
    }

    private IEnumerable<object?> ByteArrayOf(List<byte> bytes) => Protocol >= 5
        ? LongBytes(bytes, [.. bytes], null, Opcode.ByteArray8)
        : bytes.Count == 0 ? Reduced(bytes, "builtins", "bytearray", [])
        : Protocol >= 3 ? Reduced(bytes, "builtins", "bytearray", [bytes.ToArray()])
        : Reduced(bytes, "builtins", "bytearray", [Encoding.Latin1.GetString([.. bytes]), "latin-1"]);

    private IEnumerable<object?> LongBytes(object value, byte[] bytes, byte? shortOpcode, byte longOpcode)
    {
        yield return Data(NdArray.FromBuffer(bytes, DType.UInt8), shortOpcode, longOpcode);
        Memoize(value);
    }

    private static Interlude Data(NdArray array, byte? shortOpcode, byte longOpcode)
    {
        byte[] head;
        if (shortOpcode is { } opcode && array.NBytes <= uint.MaxValue)
        {
            head = new byte[1 + sizeof(uint)];
            head[0] = opcode;
            BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(1), (uint)array.NBytes);
        }
        else
        {
            head = new byte[1 + sizeof(long)];
            head[0] = longOpcode;
            BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(1), array.NBytes);
        }

        return new Interlude(_ => PickleOutput.DataOf(head, new ArrayEncoder(array.DType, array.Memory, array.Layout)));
    }

    private IEnumerable<object?> AttributesOf(PickleDictionary dictionary)
    {
        if (dictionary.Attributes is null)
            yield break;
        yield return dictionary.Attributes;
        _output.Write(Opcode.Build);
    }

    private IEnumerable<object?> ObjectOf(PickleObject described)
    {
        if (described.IsReference)
            return Protocol < 4 ? InnerGlobalOf(described.Module, described.Name) : GlobalOf(described.Module, described.Name);
        if (described.KeywordArguments is { Count: > 0 } && Protocol < 4)
            PickleThrow.KeywordsNeedProtocol4(described);
        return Created(described).Concat(described.Steps is null ? Added(described) : Stepped(described, described.Steps));
    }

    private IEnumerable<object?> Created(PickleObject described)
    {
        if (described.Reconstruction is { } reconstruction)
        {
            yield return new PickleObject("copyreg", "_reconstructor");
            yield return reconstruction;
            _output.Write(Opcode.Reduce);
            Memoize(described);
            yield break;
        }

        if (described is { IsInstance: true, Arguments.Count: 0 })
        {
            _output.Write(Opcode.Mark);
            yield return described.Callable ?? new PickleObject(described.Module, described.Name);
            _output.Write(Opcode.Obj);
            Memoize(described);
            yield break;
        }

        yield return described.Callable ?? new PickleObject(described.Module, described.Name);
        yield return described.Arguments ?? PickleTuple.Empty;
        bool isNew = described.IsNew || described.Arguments is null;
        if (described.KeywordArguments is { Count: > 0 } keywords)
        {
            yield return keywords;
            _output.Write(Opcode.NewObjEx);
        }
        else
        {
            _output.Write(isNew ? Opcode.NewObj : Opcode.Reduce);
        }

        Memoize(described);
    }

    /// <summary>Follows Python's order, for an object without recorded steps.</summary>
    private IEnumerable<object?> Added(PickleObject described)
    {
        if (described.Reconstruction is null)
        {
            foreach (object? part in Appended(described.Items, Opcode.Append, Opcode.Appends))
                yield return part;
            foreach (object? part in Entries(described.Entries ?? []))
                yield return part;
        }

        if (!described.HasState)
            yield break;
        yield return described.State;
        _output.Write(Opcode.Build);
    }

    /// <summary>Repeats the recorded steps in the same order, so that the same methods of the object's class run.</summary>
    private IEnumerable<object?> Stepped(PickleObject described, List<PickleStep> steps)
    {
        int itemAt = described.Items.Count - steps.Where(step => step.Kind is PickleStepKind.Append or PickleStepKind.Extend or PickleStepKind.Add).Sum(step => step.Count);
        using IEnumerator<KeyValuePair<object?, object?>> entries = AssignedEntries(described).GetEnumerator();
        int lastOfEntries = steps.FindLastIndex(step => step.Kind == PickleStepKind.SetItems);
        for (int i = 0; i < steps.Count; i++)
        {
            (PickleStepKind kind, int count) = steps[i];
            switch (kind)
            {
                case PickleStepKind.Append:
                    for (int end = itemAt + count; itemAt < end; itemAt++)
                    {
                        yield return described.Items[itemAt];
                        _output.Write(Opcode.Append);
                    }

                    break;
                case PickleStepKind.Extend or PickleStepKind.Add:
                    _output.Write(Opcode.Mark);
                    for (int end = itemAt + count; itemAt < end; itemAt++)
                        yield return described.Items[itemAt];
                    _output.Write(kind == PickleStepKind.Add ? Opcode.AddItems : Opcode.Appends);
                    break;
                case PickleStepKind.SetItems:
                    // Entries added to the description since the load come last.
                    foreach (object? part in Entries(Taken(entries, i == lastOfEntries ? int.MaxValue : count)))
                        yield return part;
                    break;
                case PickleStepKind.Build:
                    yield return described.State;
                    _output.Write(Opcode.Build);
                    break;
                default:
                    yield return described.StateSetter;
                    yield return described;
                    yield return described.State;
                    _output.Write(Opcode.Tuple2);
                    _output.Write(Opcode.Reduce);
                    _output.Write(Opcode.Pop);
                    break;
            }
        }
    }

    private static IEnumerable<KeyValuePair<object?, object?>> AssignedEntries(PickleObject described) =>
        described is { HasRepeatedKeys: true, Assignments: { } all }
            ? Enumerable.Range(0, all.Count / 2).Select(i => KeyValuePair.Create(all[2 * i], all[(2 * i) + 1]))
            : described.Entries ?? [];

    private static IEnumerable<KeyValuePair<object?, object?>> Taken(IEnumerator<KeyValuePair<object?, object?>> entries, int count)
    {
        while (count-- > 0 && entries.MoveNext())
            yield return entries.Current;
    }

    // For protocol 4 and above.
    private IEnumerable<object?> GlobalOf(string module, string name)
    {
        if (_memo.TryGetGlobal(module, name, out int number))
        {
            WriteGet(number);
            yield break;
        }

        yield return module;
        yield return name;
        _output.Write(Opcode.StackGlobal);
        WritePut(_memo.AddGlobal(module, name));
    }

    // Below protocol 4 the opcode looks up a single name: nested classes go through getattr, as in Python.
    private IEnumerable<object?> InnerGlobalOf(string module, string name)
    {
        if (_memo.TryGetGlobal(module, name, out int number))
        {
            WriteGet(number);
            yield break;
        }

        int dot = name.LastIndexOf('.');
        foreach (object? part in Reduced(null, "builtins", "getattr", [new PickleObject(module, name[..dot]), name[(dot + 1)..]]))
            yield return part;
        WritePut(_memo.AddGlobal(module, name));
    }

    // Below protocol 4: two lines.
    private void WriteGlobalLine(string module, string name)
    {
        if (_memo.TryGetGlobal(module, name, out int number))
        {
            WriteGet(number);
            return;
        }

        if (!IsLine(module) || !IsLine(name))
            PickleThrow.NameNeedsProtocol4(module, name);
        (string oldModule, string oldName) = PythonTwoNames.OfProtocol(Protocol, module, name);
        _output.Write(Opcode.Global);
        _output.Write(Encoding.UTF8.GetBytes($"{oldModule}\n{oldName}\n"));
        WritePut(_memo.AddGlobal(module, name));
    }

    private static bool IsLine(string name) => !name.Contains('\n') && IsWellFormed(name);
}
