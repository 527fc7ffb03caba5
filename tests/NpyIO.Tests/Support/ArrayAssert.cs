using Xunit;

namespace NpyIO.Tests.Support;

/// <summary>Compares two arrays element by element, whatever their layouts and byte orders.</summary>
internal static class ArrayAssert
{
    internal static void Equal(NdArray expected, NdArray actual)
    {
        Assert.Equal(expected.Shape.ToArray(), actual.Shape.ToArray());
        if (expected.Rank > 0)
        {
            for (long i = 0; i < expected.Shape[0]; i++)
                Equal(expected.At(i), actual.At(i));
        }
        else if (expected.DType.IsStruct)
        {
            foreach (Field field in expected.DType.Fields)
                Equal(expected[field.Name], actual[field.Name]);
        }
        else
        {
            Assert.Equal(expected.GetValue(), actual.GetValue());
        }
    }

    /// <summary>The bytes of an array, or where its elements are Python objects those they are saved as.</summary>
    internal static byte[] ContentOf(NdArray array) => array.DType.HasObject ? Npy.Save(array) : array.ToBytes();

    /// <summary>A .npy file that ends with its array, not even followed by what an interrupted append has left.</summary>
    internal static void IsWholeFile(string path)
    {
        Assert.Empty(Npy.Verify(path));
        Assert.Equal(0, TailOf(path));
    }

    /// <summary>The length of what follows the array in a file, in bytes.</summary>
    internal static long TailOf(string path)
    {
        NpyHeader header = Npy.ReadHeader(path);
        return new FileInfo(path).Length - header.DataOffset - header.NBytes;
    }
}
