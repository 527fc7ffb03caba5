using System.Diagnostics.CodeAnalysis;

namespace NpyIO.DTypes;

/// <summary>The numbers with three-character type strings, in a perfect hash table, so that finding <c>&lt;f8</c> takes one probe.</summary>
internal static class NumberTable
{
    private static readonly (int Key, DType? DType)[] Places = Fill();

    internal static bool TryFind(ReadOnlySpan<byte> three, [NotNullWhen(true)] out DType? dtype)
    {
        int key = (three[0] << 16) | (three[1] << 8) | three[2];
        ref readonly (int Key, DType? DType) place = ref Places[Place(key)];
        dtype = place.DType;
        return place.Key == key && dtype is not null;
    }

    // Ten bits, unique for each of the numbers: whether the order is '>', the letter, the digit.
    private static int Place(int key) => ((key >> 8) & 0x200) | ((key >> 4) & 0x1F0) | (key & 0xF);

    private static (int Key, DType? DType)[] Fill()
    {
        var places = new (int Key, DType? DType)[1024];
        DType[] numbers =
        [
            DType.Bool, DType.Int8, DType.Int16, DType.Int32, DType.Int64, DType.UInt8, DType.UInt16, DType.UInt32, DType.UInt64,
            DType.Float16, DType.Float32, DType.Float64, DType.Complex64,
        ];
        foreach (DType number in numbers)
        {
            Put(places, number.WithByteOrder(ByteOrder.LittleEndian));
            Put(places, number.WithByteOrder(ByteOrder.BigEndian));
        }

        return places;
    }

    private static void Put((int Key, DType? DType)[] places, DType dtype)
    {
        string text = dtype.TypeString;
        int key = (text[0] << 16) | (text[1] << 8) | text[2];
        places[Place(key)] = (key, dtype);
    }
}
