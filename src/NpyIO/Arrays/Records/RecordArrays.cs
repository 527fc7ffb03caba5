using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>Arrays of records as structs: read from arrays of their fields, and written to them, in blocks that stay in the cache.</summary>
internal static class RecordArrays
{
    /// <summary>How many records to read or write at a time.</summary>
    internal const int Piece = 1 << 11;

    /// <summary>In bytes, of records that are longer than a few words.</summary>
    private const int PieceBytes = 256 << 10;

    private static readonly RecordRules AllFields = new(RefusesExtra: true, AllowsMissing: false);

    /// <summary>A view if the bytes are those of T.</summary>
    internal static NdArray<T> View<T>(NdArray array) =>
        RecordType<T>.IsLayoutOf(array.DType) ? new NdArray<T>(array.DType, array.Memory, array.Layout) : RecordThrow.CannotView<T>(array.DType);

    /// <summary>Reads the records in new memory, in C order.</summary>
    internal static NdArray<T> Read<T>(NdArray array, Casting casting, RecordRules rules)
    {
        if (array.Count > Array.MaxLength)
            ArrayThrow.TooManyForArray(array.Count, typeof(T));
        if (RecordType<T>.IsLayoutOf(array.DType) && !rules.RefusesExtra)
        {
            NdArray<T> copy = View<T>(array).Copy();
            return new NdArray<T>(RecordType<T>.Info!.DType!, copy.Memory, copy.Layout);
        }

        RecordReader<T> reader = ReaderFor<T>(array, casting, rules);
        var values = new T[array.Count];
        NdArray<T>.ExpectLarge(values);
        Read(array, reader, values);
        return new NdArray<T>(reader.Match.Target, ManagedMemory.Of(values), ArrayLayout.Contiguous(array.Shape, Unsafe.SizeOf<T>()));
    }

    /// <summary>Records of zeros, as NumPy has them; texts that cannot be null are empty.</summary>
    internal static NdArray<T> Zeros<T>(ReadOnlySpan<long> shape)
    {
        NdArray zeros = NdArray.Create(ElementType.DTypeOf<T>(), shape);
        RecordDefaults.FillTexts(RecordType<T>.Info!, zeros);
        return Read<T>(zeros, Casting.Equivalent, RecordRules.Default);
    }

    /// <summary>Copies the records, in C order. The fields must have exactly the types of the members.</summary>
    internal static T[] ToArray<T>(NdArray array) =>
        RecordType<T>.IsLayoutOf(array.DType) ? View<T>(array).ToArray() : (T[])Read<T>(array, Casting.Equivalent, RecordRules.Default).Memory.Array!;

    internal static T Get<T>(NdArray array, ReadOnlySpan<long> index)
    {
        array.Layout.OffsetOf(index);
        T value = default!;
        ReaderFor<T>(array, Casting.Equivalent, RecordRules.Default).Read(array.At(index).Reshape([1L]), new Span<T>(ref value), 0, IndexOf(index));
        return value;
    }

    /// <summary>Sets one record. The fields must have exactly the types of the members.</summary>
    internal static void Set<T>(NdArray array, T value, ReadOnlySpan<long> index)
    {
        array.Layout.OffsetOf(index);
        RecordReader<T> reader = ReaderFor<T>(array, Casting.Equivalent, RecordRules.Default);
        reader.Write(new ReadOnlySpan<T>(in value), array.At(index).ReshapeView([1L]), 0, IndexOf(index));
    }

    /// <summary>Whether an array of this dtype takes records of T: it has the fields of the record, of its types, and no others.</summary>
    internal static bool CanBeIn<T>(DType dtype)
    {
        if (default(T) is not INpyRecord || !dtype.IsStruct || dtype.HasObject)
            return false;
        RecordMatch match = RecordMatch.Of(RecordType<T>.Info!, dtype, Casting.Equivalent, AllFields);
        return match.IsWhole && match.IsRenamed;
    }

    /// <summary>Returns what prevents <see cref="CanBeIn"/>, or null if T is not a record, the dtype has no fields, or nothing does.</summary>
    /// <param name="dtype">The dtype.</param>
    /// <param name="place">Where the array is, for the message.</param>
    internal static string? WhyNotIn<T>(DType dtype, string place)
    {
        if (default(T) is not INpyRecord || !dtype.IsStruct || dtype.HasObject)
            return null;
        RecordMatch match = RecordMatch.Of(RecordType<T>.Info!, dtype, Casting.Equivalent, AllFields);
        return match.IsWhole ? null : RecordDifferences.OfWriting(match, place);
    }

    /// <summary>Returns the records as elements of a dtype that <see cref="CanBeIn"/> is true of, or of their own.</summary>
    internal static NdArray InDType<T>(NdArray<T> array, DType dtype) =>
        dtype.Equals(array.DType) || Kernels.Casts.IsSameButForByteOrder(dtype, array.DType) && !array.IsHeld ? array.ToNdArray() : Written(array, dtype);

    /// <summary>Writes the values of an array in a dtype with the fields of the record, in C order.</summary>
    internal static NdArray Written<T>(NdArray<T> array, DType dtype)
    {
        RecordReader<T> reader = RecordType<T>.Reader(dtype, Casting.Equivalent, AllFields);
        NdArray result = NdArray.Create(dtype, array.Shape);
        NdArray flat = result.Reshape([result.Count]);
        Func<long, long[]> indexOf = array.Layout.IndexAt;
        int piece = PieceOf(dtype);
        if (array.IsCContiguous && !dtype.HasObject)
        {
            RecordPieces.Run(array.Count, piece, (first, count) => reader.Write(array.Run(first, count), Part(flat, first, count), first, indexOf));
            return result;
        }

        var gathered = new T[Math.Min(piece, array.Count)];
        var places = new PlaceEnumerator(array.Layout);
        for (long done = 0; done < array.Count; done += piece)
        {
            int count = (int)Math.Min(piece, array.Count - done);
            reader.Write(array.Gather(ref places, gathered.AsSpan(0, count)), Part(flat, done, count), done, indexOf);
        }

        return result;
    }

    /// <summary>How many records of a dtype to read or write at a time.</summary>
    internal static int PieceOf(DType dtype) => Math.Clamp(PieceBytes / Math.Max(1, dtype.ItemSize), 1, Piece);

    /// <summary>Writes the values of an array in the dtype that it was loaded with, or, if they have changed and no longer fit, in one that has also the widths and units of the record's own.</summary>
    internal static NdArray WrittenWide<T>(NdArray<T> array, DType dtype)
    {
        try
        {
            return Written(array, dtype);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            DType wide = Wide(RecordType<T>.Info!, dtype);
            if (wide.Equals(dtype))
                throw;
            return Written(array, wide);
        }
    }

    private static DType Wide(NpyRecordInfo record, DType dtype) => record.DType is null ? dtype
        : DType.Struct([.. record.Fields.Select(field => new Field(field.Name, Wide(field, dtype[field.Name].DType)))]);

    private static DType Wide(NpyRecordField member, DType stored)
    {
        DType own = member.DType!;
        if (stored.IsStruct && member.Record is not null)
            return Wide(member.Record, stored);
        bool isText = stored.Kind == own.Kind && stored.Base is null && own.Base is null && stored.Kind is DTypeKind.String or DTypeKind.Bytes or DTypeKind.Void;
        return isText && stored.ItemSize > own.ItemSize ? stored : own;
    }

    private static void Read<T>(NdArray array, RecordReader<T> reader, T[] values)
    {
        Func<long, long[]> indexOf = array.Layout.IndexAt;
        var chunks = LayoutChunks.ToCopy(array.Layout, Math.Max(1, array.DType.ItemSize));
        long first = 0;
        while (chunks.Next() is { } chunk)
        {
            NdArray flat = new NdArray(array.DType, array.Memory, chunk).Reshape([chunk.Count]);
            for (long done = 0; done < flat.Count;)
            {
                int count = (int)Math.Min(Piece, flat.Count - done);
                reader.Read(Part(flat, done, count), values.AsSpan((int)first, count), first, indexOf);
                done += count;
                first += count;
            }
        }
    }

    /// <summary>The index of the one record of a block.</summary>
    private static Func<long, long[]> IndexOf(ReadOnlySpan<long> index)
    {
        long[] only = index.ToArray();
        return _ => only;
    }

    private static RecordReader<T> ReaderFor<T>(NdArray array, Casting casting, RecordRules rules)
    {
        if (!array.DType.IsStruct)
            RecordThrow.NotRecords(typeof(T), array.DType);
        if (array.DType.ItemSize == 0 && array.Count > ElementConversion.MaxWithoutBytes)
            ArrayThrow.TooManyWithoutBytes(array.Count, ElementConversion.MaxWithoutBytes);
        return RecordType<T>.Reader(array.DType, casting, rules);
    }

    /// <summary>Elements of an array with one axis; the caller has checked the numbers.</summary>
    private static NdArray Part(NdArray flat, long first, int count)
    {
        long stride = flat.Strides[0];
        return new NdArray(flat.DType, flat.Memory, new ArrayLayout([count], [stride], flat.Layout.Offset + first * stride, flat.DType.ItemSize) { IsReadOnly = flat.Layout.IsReadOnly });
    }
}
