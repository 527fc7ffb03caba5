using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling.NumPy;

/// <summary>Arrays come out of a pickle in the byte order in which they come out of a .npy.</summary>
public class ArrayStateByteOrderTests
{
    [Theory]
    [InlineData("('u', '>U0'), ('i', '|u1')")]
    [InlineData("('u', '>U0')")]
    [InlineData("('u', '>U0'), ('i', '>i4')")]
    [InlineData("('r', [('u', '>U0'), ('i', '|S1')])")]
    [InlineData("('i', '|u1'), ('d', '>f8')")]
    public void Load_RecordOfForeignFields_HasTheSameDTypeFromEveryFile(string fields)
    {
        using var folder = new TempFolder();
        string npy = folder.WriteNpy("x.npy", $"[{fields}]", "(2,)", new byte[64]);
        NdArray stored = Npy.Load(npy, NpyReadOptions.AsStored);
        DType expected = Npy.Load(npy).DType;
        Pickle.Save(folder.PathOf("x.pkl"), stored);
        Joblib.Save(folder.PathOf("x.joblib"), stored);
        Npz.Save(folder.PathOf("x.npz"), [new NpzItem("a", stored)]);
        var asStored = new PickleReadOptions { ByteOrder = ByteOrderMode.Keep };

        Assert.True(expected.IsNative);
        Assert.Equal(expected.Descr, Assert.IsType<NdArray>(Pickle.Load(folder.PathOf("x.pkl"))).DType.Descr);
        Assert.Equal(expected.Descr, Assert.IsType<NdArray>(Joblib.Load(folder.PathOf("x.joblib"))).DType.Descr);
        Assert.Equal(expected.Descr, Npz.Load(folder.PathOf("x.npz"))["a"].DType.Descr);
        Assert.Equal(stored.DType.Descr, Assert.IsType<NdArray>(Pickle.Load(folder.PathOf("x.pkl"), asStored)).DType.Descr);
    }
}
