using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Reads records of one stored dtype as structs. Immutable and thread-safe.</summary>
internal sealed class RecordReader<T>
{
    /// <summary>What to do if a value does not fit fields that are not the record's own.</summary>
    private const string OtherFields = "the fields are those of the array or file that it is written to, which has to be made anew with others";

    private readonly NpyRecordInfo<T> _record;
    private readonly RecordMatch _match;
    private readonly DType? _renamed;
    private readonly string? _remedy;
    private readonly Casting _casting;
    private readonly RecordRules _rules;
    private readonly bool _hasMissing;
    private readonly bool _hasGaps;
    private readonly ByteShuffle? _shuffle;

    internal RecordReader(NpyRecordInfo<T> record, DType stored, Casting casting, RecordRules rules)
    {
        _record = record;
        _casting = casting;
        _rules = rules;
        _match = RecordMatch.Of(record, stored, casting, rules);
        if (!_match.IsWhole)
            RecordThrow.NoMatch(_match);
        _hasMissing = HasMissing(_match);
        _hasGaps = _hasMissing || record.IsOwnLayout && RecordPadding.IsIn(_match.Target);
        if (record.IsOwnLayout && !stored.HasObject)
            _shuffle = ShuffleOf(_match);
        if (_match.IsRenamed)
            _renamed = _match.Renamed();
        _remedy = stored.Equals(record.DType) ? null : OtherFields;
    }

    internal RecordMatch Match => _match;

    internal bool IsFor(DType stored, Casting casting, RecordRules rules) => ReferenceEquals(stored, _match.Stored) && casting == _casting && rules == _rules;

    /// <summary>Reads a one-dimensional array. For messages, the records are numbered from <paramref name="first"/> on, and have indices by their numbers.</summary>
    internal void Read(NdArray source, Span<T> destination, long first, Func<long, long[]> indexOf)
    {
        using RecordPlace.Scope scope = RecordPlace.OfBlock(first, indexOf);
        using BlockColumns.Scope columns = BlockColumns.Begin();
        if (source.DType.HasObject || _match.Target.HasObject)
            ReadObjects(source, destination);
        else if (_record.IsOwnLayout)
            Convert(source, ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(destination)), Unsafe.SizeOf<T>());
        else if (_renamed is not null)
            _record.Read(Renamed(source), destination);
        else
            ReadConverted(source, destination);
        GC.KeepAlive(source);
    }

    /// <summary>Writes records to a one-dimensional array of the stored dtype, whose fields have exactly the types of the members. Numbers and indices are as in <see cref="Read"/>.</summary>
    internal void Write(ReadOnlySpan<T> values, NdArray destination, long first, Func<long, long[]> indexOf)
    {
        using RecordPlace.Scope scope = RecordPlace.OfBlock(first, indexOf, _remedy);
        if (_renamed is null)
            RecordThrow.NotWritten(_match);
        _record.Write(values, Renamed(destination));
    }

    /// <summary>Returns null if values are converted, or records are too long.</summary>
    private static ByteShuffle? ShuffleOf(RecordMatch match)
    {
        if (match.Target.ItemSize > ByteShuffle.MaxSize)
            return null;
        int[] map = new int[match.Target.ItemSize];
        Array.Fill(map, -1);
        return Array.TrueForAll(match.Columns, column => column.TryMap(map)) ? ByteShuffle.Create(match.Stored!.ItemSize, match.Target.ItemSize, map) : null;
    }

    private static bool HasMissing(RecordMatch match) => match.Fields.Any(field => field.Field is null || field.Nested is not null && HasMissing(field.Nested));

    private NdArray Renamed(NdArray source) => new(_renamed!, source.Memory, source.Layout);

    private void ReadObjects(NdArray source, Span<T> destination)
    {
        RefuseNulls(_match, source);
        _record.Read(_renamed is null ? WithObjects(source) : Renamed(source), destination);
    }

    /// <summary>Generated code would set members to null that are not nullable.</summary>
    private static void RefuseNulls(RecordMatch match, NdArray source)
    {
        foreach (MatchedField field in match.Fields)
        {
            if (field.Field is not { DType.HasObject: true } stored)
                continue;
            NdArray values = source[stored.Name];
            long perRecord = source.Count == 0 ? 1 : values.Count / source.Count;
            using RecordPlace.Scope scope = RecordPlace.OfField(field.Member.Name, perRecord);
            if (field.Nested is not null)
                RefuseNulls(field.Nested, values.Rank == 1 ? values : values.Reshape([values.Count]));
            else if (!field.Member.AllowsNull && Array.IndexOf(values.ToArray<object?>(), null) is int found and >= 0)
                RecordThrow.NoneRead(found, field.Member);
        }
    }

    private void ReadConverted(NdArray source, Span<T> destination)
    {
        int size = _match.Target.ItemSize;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, checked(destination.Length * size)));
        Convert(source, ref bytes[0], size);
        var records = new NdArray(_match.Target, ManagedMemory.Of(bytes), ArrayLayout.Contiguous([destination.Length], size));
        if (_hasMissing)
            RecordDefaults.Fill(_match, records);
        _record.Read(records, destination);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Convert(NdArray source, ref byte target, int size)
    {
        int count = (int)source.Count;
        if (count == 0)
            return;
        ref byte from = ref source.Memory.At(source.Layout.Offset);
        if (_shuffle is not null && source.IsCContiguous)
        {
            _shuffle.Apply(ref from, ref target, count);
            return;
        }

        if (_hasGaps)
            MemoryMarshal.CreateSpan(ref target, checked(count * size)).Clear();
        foreach (RecordColumn column in _match.Columns)
            column.Convert(ref from, source.Strides[0], ref target, size, count);
    }

    /// <summary>Converts records that hold Python objects, field by field.</summary>
    private NdArray WithObjects(NdArray source)
    {
        NdArray converted = NdArray.Create(_match.Target, source.Count);
        Assign(_match, source, converted);
        if (_hasMissing)
            RecordDefaults.Fill(_match, converted);
        return converted;
    }

    private void Assign(RecordMatch match, NdArray source, NdArray target)
    {
        foreach (MatchedField field in match.Fields)
        {
            if (field.Field is null)
                continue;
            NdArray from = source[field.Field.Name];
            NdArray to = target[field.Member.Name];
            using RecordPlace.Scope scope = RecordPlace.OfField(field.Member.Name, source.Count == 0 ? 1 : from.Count / source.Count);
            if (field.Nested is not null)
                Assign(field.Nested, from, to);
            else
                ElementAssignment.Assign(to, from.Rank == to.Rank ? from : from.Reshape(to.Shape), _casting);
        }
    }
}
