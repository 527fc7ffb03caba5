using System.Buffers;
using NpyIO.Tests.Live;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.JoblibFiles;

public class JoblibSaveTests
{
    public static TheoryData<JoblibCompression, int> Everything
    {
        get
        {
            var rows = new TheoryData<JoblibCompression, int>();
            foreach (JoblibCompression compression in Enum.GetValues<JoblibCompression>())
            {
                for (int protocol = 2; protocol <= 5; protocol++)
                    rows.Add(compression, protocol);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Save_AnyCompressionAndProtocol_IsLoadedEqual(JoblibCompression compression, int protocol)
    {
        PickleDictionary value = JoblibValues.Make();

        byte[] file = Joblib.Save(value, new() { Compression = compression, Protocol = protocol });

        JoblibValues.AssertSame(value, Joblib.Load(file), "");
    }

    [Theory]
    [InlineData(JoblibCompression.None)]
    [InlineData(JoblibCompression.Zlib)]
    [InlineData(JoblibCompression.Gzip)]
    [InlineData(JoblibCompression.Bzip2)]
    [InlineData(JoblibCompression.Lzma)]
    [InlineData(JoblibCompression.Xz)]
    [InlineData(JoblibCompression.Lz4)]
    public async Task Save_EveryTarget_GetsTheSameBytes(JoblibCompression compression)
    {
        var options = new JoblibWriteOptions { Compression = compression };
        PickleDictionary value = JoblibValues.Make();
        byte[] expected = Joblib.Save(value, options);
        using TempFolder folder = new();

        Joblib.Save(folder.PathOf("path"), value, options);
        await Joblib.SaveAsync(folder.PathOf("async"), value, options);
        var stream = new MemoryStream();
        Joblib.Save(stream, value, options);
        var streamAsync = new MemoryStream();
        await Joblib.SaveAsync(streamAsync, value, options);
        var buffer = new ArrayBufferWriter<byte>();
        Joblib.Save(buffer, value, options);

        Assert.Equal(expected, await File.ReadAllBytesAsync(folder.PathOf("path")));
        Assert.Equal(expected, await File.ReadAllBytesAsync(folder.PathOf("async")));
        Assert.Equal(expected, stream.ToArray());
        Assert.Equal(expected, streamAsync.ToArray());
        Assert.Equal(expected, buffer.WrittenSpan.ToArray());
        Assert.Equal(["async", "path"], folder.Names);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Save_ArraysBehindAnything_AreAligned(int protocol)
    {
        using TempFolder folder = new();
        for (int length = 0; length < 40; length++)
        {
            // A value of its own for each array, so that no two are alike and none is remembered.
            var value = new PickleTuple(new string('x', length), NdArray.FromArray(new[] { length + 0.5 }), NdArray.FromArray(new[] { length + 0.25 }));
            Joblib.Save(folder.PathOf("file"), value, new() { Protocol = protocol });

            using JoblibFile file = Joblib.Open(folder.PathOf("file"));

            var tuple = file.Get<PickleTuple>();
            foreach (NdArray array in tuple.OfType<NdArray>())
                Assert.Equal(0, array.Layout.Offset % 16);
            Assert.Equal(length + 0.25, ((NdArray)tuple[2]!).At(0).GetValue());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Save_StreamInTheMiddle_AlignsByItsStart(bool isAsync)
    {
        var value = new PickleTuple(NdArray.FromArray(new[] { 1.0, 2.0 }), NdArray.FromArray(new[] { 3.0 }));
        for (int start = 0; start < 20; start++)
        {
            var stream = new MemoryStream();
            stream.Write(new byte[start]);
            if (isAsync)
                await Joblib.SaveAsync(stream, value);
            else
                Joblib.Save(stream, value);

            Assert.Equal(0, stream.ToArray().AsSpan().IndexOf(JoblibBytes.Data(1, 2)) % 16);
            Assert.Equal(0, stream.ToArray().AsSpan().IndexOf(JoblibBytes.Data(3)) % 16);
            stream.Position = start;
            Assert.Equal([1.0, 2.0], ((NdArray)Joblib.Load<PickleTuple>(stream)[0]!).ToArray<double>());
        }
    }

    [Theory]
    [InlineData(JoblibCompression.Zlib)]
    [InlineData(JoblibCompression.Xz)]
    [InlineData(JoblibCompression.Lz4)]
    public async Task Save_CompressedToAStreamInTheMiddle_AlignsByTheStartOfItsContent(JoblibCompression compression)
    {
        var options = new JoblibWriteOptions { Compression = compression };
        NdArray value = NdArray.FromArray(new[] { 1.0, 2.0 });
        byte[] expected = Joblib.Save(value, options);
        MemoryStream stream = new(), streamAsync = new();
        stream.Write(new byte[7]);
        streamAsync.Write(new byte[7]);

        Joblib.Save(stream, value, options);
        await Joblib.SaveAsync(streamAsync, value, options);

        Assert.Equal([.. new byte[7], .. expected], stream.ToArray());
        Assert.Equal([.. new byte[7], .. expected], streamAsync.ToArray());
    }

    [Fact]
    public void Save_ArrayTwice_IsOneAfterwards()
    {
        NdArray array = NdArray.FromArray(new[] { 1.0, 2.0 });

        var list = Joblib.Load<List<object?>>(Joblib.Save(new List<object?> { array, array, new PickleTuple(array) }));

        Assert.Same(list[0], list[1]);
        Assert.Same(list[0], Assert.IsType<PickleTuple>(list[2])[0]);
    }

    /// <summary>joblib has wrappers for arrays and matrices; record arrays and scalars are pickled as NumPy does.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Save_ArrayOfAnyClass_KeepsIt(int protocol)
    {
        NdArray records = NdArray.Create(DType.Parse("[('a', '<i4'), ('b', '<f8')]"), 3);
        NdArray numbers = NdArray.FromArray(new[,] { { 1.0, 2.0 } });
        NdArray[] arrays = [numbers, numbers.WithClass(PythonArrayClass.Matrix), records.WithClass(PythonArrayClass.RecordArray), records, NdArray.FromArray(new[] { 1.5 }).At(0).ToNdArray().WithClass(PythonArrayClass.Scalar)];

        var read = Joblib.Load<List<object?>>(Joblib.Save(arrays.ToList<object?>(), new JoblibWriteOptions { Protocol = protocol })).ConvertAll(value => (NdArray)value!);

        Assert.Equal(arrays.Select(array => (array.PythonClass, array.DType, array.Rank)), read.Select(array => (array.PythonClass, array.DType, array.Rank)));
        Assert.Equal(arrays.SelectMany(array => array.ToBytes()), read.SelectMany(array => array.ToBytes()));
    }

    [Fact]
    public void Save_StridedArray_IsWrittenInCOrder()
    {
        NdArray array = NdArray.FromArray(new[,] { { 1.0, 2.0, 3.0 }, { 4.0, 5.0, 6.0 } }).Transpose().At(1);

        Assert.Equal([2.0, 5.0], Joblib.Load<NdArray>(Joblib.Save(array)).ToArray<double>());
    }

    [Fact]
    public void Save_LongArray_IsNotCopied()
    {
        NdArray array = NdArray.FromArray(new double[4_000_000]);

        Allocations.AreLittle(() => Joblib.Save(Stream.Null, array));
    }

    [Fact]
    public void Save_ValueWithoutACounterpart_LeavesWhatWasThere()
    {
        using TempFolder folder = new();
        string path = folder.Write("model", "before"u8);

        Assert.ThrowsAny<ArgumentException>(() => Joblib.Save(path, new List<object?> { NdArray.FromArray(new[] { 1.0 }), new object() }));

        Assert.Equal("before"u8, File.ReadAllBytes(path));
        Assert.Equal(["model"], folder.Names);
    }

    [Fact]
    public async Task SaveAsync_Cancelled_LeavesWhatWasThere()
    {
        using TempFolder folder = new();
        string path = folder.Write("model", "before"u8);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Joblib.SaveAsync(path, JoblibValues.Make(), cancellationToken: new(canceled: true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Joblib.SaveAsync(new MemoryStream(), JoblibValues.Make(), new() { Compression = JoblibCompression.Zlib }, new(canceled: true)));

        Assert.Equal("before", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new JoblibWriteOptions { Level = 10 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JoblibWriteOptions { Level = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JoblibWriteOptions { Protocol = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new JoblibWriteOptions { Protocol = 6 });
    }
}
