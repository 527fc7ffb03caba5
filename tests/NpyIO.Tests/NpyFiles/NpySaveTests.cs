using System.Buffers;
using System.Numerics.Tensors;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

public sealed class NpySaveTests
{
    private static readonly byte[] Expected = NpyBytes.Integers("(2, 3)", 6);
    private static readonly int[] Values = [0, 1, 2, 3, 4, 5];
    private static readonly int[] Shape = [2, 3];
    private static readonly int[,] Matrix = { { 0, 1, 2 }, { 3, 4, 5 } };

    [Fact]
    public async Task Save_EveryFormToEverySink_IsTheSame()
    {
        NdArray array = NdArray.FromArray(Matrix);
        NdArray<int> typed = array.As<int>();
        Tensor<int> tensor = Tensor.Create(Values, [2, 3]);
        using var file = new TempFile();

        Action<string>[] toPath =
        [
            path => Npy.Save(path, array),
            path => Npy.Save(path, typed),
            path => Npy.Save(path, Matrix),
            path => Npy.Save<int>(path, Values, [2, 3]),
            path => Npy.Save<int>(path, Values, Shape),
            path => Npy.Save<int>(path, tensor.AsReadOnlyTensorSpan()),
            path => Npy.Save(path, tensor.AsTensorSpan()),
            path => Npy.Save(path, tensor),
        ];
        foreach (Action<string> save in toPath)
        {
            File.Delete(file.Path);
            save(file.Path);
            Assert.Equal(Expected, File.ReadAllBytes(file.Path));
        }

        Func<string, Task>[] toPathAsync =
        [
            path => Npy.SaveAsync(path, array),
            path => Npy.SaveAsync(path, typed),
            path => Npy.SaveAsync(path, Matrix),
            path => Npy.SaveAsync<int>(path, Values, [2, 3]),
            path => Npy.SaveAsync<int>(path, Values, Shape),
            path => Npy.SaveAsync(path, tensor),
        ];
        foreach (Func<string, Task> save in toPathAsync)
        {
            File.Delete(file.Path);
            await save(file.Path);
            Assert.Equal(Expected, File.ReadAllBytes(file.Path));
        }

        Action<Stream>[] toStream =
        [
            stream => Npy.Save(stream, array),
            stream => Npy.Save(stream, typed),
            stream => Npy.Save(stream, Matrix),
            stream => Npy.Save<int>(stream, Values, [2, 3]),
            stream => Npy.Save<int>(stream, Values, Shape),
            stream => Npy.Save<int>(stream, tensor.AsReadOnlyTensorSpan()),
            stream => Npy.Save(stream, tensor.AsTensorSpan()),
            stream => Npy.Save(stream, tensor),
            stream => Npy.SaveAsync(stream, array).GetAwaiter().GetResult(),
            stream => Npy.SaveAsync(stream, typed).GetAwaiter().GetResult(),
            stream => Npy.SaveAsync(stream, Matrix).GetAwaiter().GetResult(),
            stream => Npy.SaveAsync<int>(stream, Values, [2, 3]).GetAwaiter().GetResult(),
            stream => Npy.SaveAsync<int>(stream, Values, Shape).GetAwaiter().GetResult(),
            stream => Npy.SaveAsync(stream, tensor).GetAwaiter().GetResult(),
        ];
        foreach (Action<Stream> save in toStream)
        {
            using var stream = new MemoryStream();
            save(stream);
            Assert.Equal(Expected, stream.ToArray());
        }

        Action<IBufferWriter<byte>>[] toWriter =
        [
            writer => Npy.Save(writer, array),
            writer => Npy.Save(writer, typed),
            writer => Npy.Save(writer, Matrix),
            writer => Npy.Save<int>(writer, Values, [2, 3]),
            writer => Npy.Save<int>(writer, Values, Shape),
            writer => Npy.Save<int>(writer, tensor.AsReadOnlyTensorSpan()),
            writer => Npy.Save(writer, tensor.AsTensorSpan()),
            writer => Npy.Save(writer, tensor),
        ];
        foreach (Action<IBufferWriter<byte>> save in toWriter)
        {
            var writer = new ArrayBufferWriter<byte>();
            save(writer);
            Assert.Equal(Expected, writer.WrittenSpan.ToArray());
        }

        byte[][] bytes =
        [
            Npy.Save(array),
            Npy.Save(typed),
            Npy.Save(Matrix),
            Npy.Save<int>(Values, [2, 3]),
            Npy.Save<int>(Values, Shape),
            Npy.Save(tensor.AsTensorSpan()),
            Npy.Save<int>(tensor.AsReadOnlyTensorSpan()),
            Npy.Save(tensor),
        ];
        Assert.All(bytes, saved => Assert.Equal(Expected, saved));
    }

    [Fact]
    public void Save_EmptyTensor_HasOneAxisOfLengthZero()
    {
        byte[] expected = NpyBytes.Integers("(0,)", 0);

        Assert.Equal(expected, Npy.Save(Tensor<int>.Empty));
        Assert.Equal(expected, Npy.Save(default(ReadOnlyTensorSpan<int>)));
        Assert.Equal(expected, Npy.Save(default(TensorSpan<int>)));
        Assert.Equal(NpyBytes.Integers("(0, 3)", 0), Npy.Save(Tensor.CreateFromShape<int>([0, 3])));
    }

    /// <summary>Whose elements are converted, not written as they lie.</summary>
    [Fact]
    public async Task Save_EmptyTensorOfDates_HasOneAxisOfLengthZero()
    {
        using var file = new TempFile([]);
        byte[] expected = NpyBytes.Of("'<M8[ns]'", "(0,)", []);

        Assert.Equal(expected, Npy.Save(Tensor<DateTime>.Empty));
        Assert.Equal(expected, Npy.Save(default(ReadOnlyTensorSpan<DateTime>)));
        await Npy.SaveAsync(file.Path, Tensor<DateTime>.Empty);
        Assert.Equal(expected, await File.ReadAllBytesAsync(file.Path));
        Assert.Equal(NpyBytes.Of("'<M8[ns]'", "(0, 3)", []), Npy.Save(Tensor.CreateFromShape<DateTime>([0, 3])));
        Assert.Equal(NpyBytes.Of("'<M8[ns]'", "(3, 0)", []), Npy.Save(Tensor.CreateFromShape<DateTime>([3, 0])));
    }

    [Fact]
    public void Save_FortranContiguous_IsWrittenAsItLies()
    {
        NdArray array = NdArray.FromArray(Matrix).Transpose();

        Assert.Equal(NpyBytes.Integers("(3, 2)", 6, fortranOrder: true), Npy.Save(array));
    }

    [Fact]
    public void Save_ContiguousInBothOrders_IsWrittenAsC()
    {
        NdArray vector = NdArray.FromArray(Values);

        Assert.Equal(NpyBytes.Integers("(6,)", 6), Npy.Save(vector));
        Assert.Equal(NpyBytes.Integers("(1, 6)", 6), Npy.Save(vector.Reshape(1, -1)));
        Assert.Equal(NpyBytes.Integers("(6, 1)", 6), Npy.Save(vector.Reshape(1, -1).Transpose()));
        Assert.Equal(NpyBytes.Integers("(0, 3)", 0), Npy.Save(NdArray.Create(DType.Parse("<i4"), 3, 0).Transpose()));
    }

    [Fact]
    public void Save_StridedView_IsGatheredInCOrder()
    {
        // Every second of twelve, backwards.
        var bytes = new byte[48];
        for (int i = 0; i < 6; i++)
            bytes[(5 - i) * 8] = (byte)i;

        var view = new NdArray(DType.Parse("<i4"), [2L, 3L], bytes, offset: 40, strides: [-24L, -8L]);
        using var stream = new MemoryStream();
        Npy.Save(stream, view);

        Assert.Equal(Expected, Npy.Save(view));
        Assert.Equal(Expected, stream.ToArray());
    }

    [Fact]
    public async Task Save_LargeStridedView_IsGatheredByBlocks()
    {
        const int Rows = 700;
        const int Columns = 900;
        var cube = NdArray.FromArray(Enumerable.Range(0, Rows * Columns).ToArray()).Reshape(Rows, Columns / 2, 2).Transpose(1, 0, 2);
        using var file = new TempFile();
        Npy.Save(file.Path, cube);
        using var stream = new MemoryStream();
        await Npy.SaveAsync(stream, cube);
        NdArray loaded = Npy.Load(file.Path);

        Assert.Equal(File.ReadAllBytes(file.Path), stream.ToArray());
        Assert.Equal([Columns / 2L, Rows, 2L], loaded.Shape.ToArray());
        for (int i = 0; i < Rows * Columns; i += 991)
            Assert.Equal(i, loaded.Get<int>(i % Columns / 2, i / Columns, i % 2));
    }

    [Fact]
    public void Save_StridedRecords_HaveZeroPadding()
    {
        DType dtype = DType.Struct([new Field("a", DType.Parse("|u1")), new Field("b", DType.Parse("<u2"), 2)], 6);
        byte[] bytes = new byte[24];
        bytes.AsSpan().Fill(0xEE);

        byte[] contiguous = Npy.Save(new NdArray(dtype, [4L], bytes));
        byte[] strided = Npy.Save(new NdArray(dtype, [2L], bytes, strides: [12L]));

        Assert.Equal(Enumerable.Repeat((byte)0xEE, 24), contiguous[^24..]);
        Assert.Equal([0xEE, 0, 0xEE, 0xEE, 0, 0, 0xEE, 0, 0xEE, 0xEE, 0, 0], strided[^12..]);
    }

    [Fact]
    public void Save_Progress_RisesToTheWhole()
    {
        NdArray array = NdArray.Create(DType.Parse("<i8"), 5_000_000);
        var progress = new Recorder();

        Npy.Save(Stream.Null, array, new NpyWriteOptions { Progress = progress });

        Assert.True(progress.Reports.Count > 1);
        Assert.Equal(progress.Reports.Order(), progress.Reports);
        Assert.Equal(40_000_000, progress.Reports[^1]);
    }

    /// <summary>Reports count the data, without the header; those of an empty array are 0.</summary>
    [Fact]
    public async Task Save_Progress_EndsWithTheBytesOfTheData()
    {
        using var file = new TempFile();
        NdArray[] arrays = [NdArray.FromArray(Values), NdArray.Create(DType.Int32, 100_000), NdArray.Create(DType.Int32, 200, 300).Transpose().At(7), NdArray.Create(DType.Int32, 0, 3), NdArray.Create(DType.Int32)];
        foreach (NdArray array in arrays)
        {
            Func<NpyWriteOptions, Task>[] saves =
            [
                options => Task.Run(() => Npy.Save(array, options)),
                options => Task.Run(() => Npy.Save(file.Path, array, options)),
                options => Task.Run(() => Npy.Save(new MemoryStream(), array, options)),
                options => Task.Run(() => Npy.Save(new ArrayBufferWriter<byte>(), array, options)),
                options => Npy.SaveAsync(file.Path, array, options),
                options => Npy.SaveAsync(new MemoryStream(), array, options),
            ];
            foreach (Func<NpyWriteOptions, Task> save in saves)
            {
                var progress = new Recorder();
                await save(new NpyWriteOptions { Progress = progress });
                Assert.Equal(array.NBytes, progress.Reports[^1]);
            }
        }
    }

    [Fact]
    public void Load_ProgressFromMemory_IsTheSumOfTheBlocks()
    {
        byte[] file = Npy.Save(new double[500_000]);
        var ofMemory = new Recorder();
        var ofSpan = new Recorder();

        Npy.Load(file.AsMemory(), new NpyReadOptions { Progress = ofMemory });
        Npy.Load(file.AsSpan(), new NpyReadOptions { Progress = ofSpan });

        foreach (Recorder recorder in (Recorder[])[ofMemory, ofSpan])
        {
            Assert.Equal(recorder.Reports.Order(), recorder.Reports);
            Assert.Equal(4_000_000, recorder.Reports[^1]);
            Assert.True(recorder.Reports.Count > 1);
        }
    }

    [Fact]
    public async Task SaveAsync_Cancelled_Stops()
    {
        NdArray array = NdArray.Create(DType.Parse("<i8"), 5_000_000);
        using var source = new CancellationTokenSource();
        var progress = new Recorder(_ => source.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Npy.SaveAsync(new MemoryStream(), array, new NpyWriteOptions { Progress = progress }, source.Token));
        Assert.Single(progress.Reports);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SaveAsync_ViewCancelled_StopsWhateverTheOutput(bool isPath)
    {
        NdArray view = NdArray.Create(DType.Parse("<i8"), 2, 1000, 2000).Transpose(1, 0, 2);
        using var folder = new TempFolder();
        using var source = new CancellationTokenSource();
        var progress = new Recorder(_ => source.Cancel());
        var options = new NpyWriteOptions { Progress = progress };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => isPath ? Npy.SaveAsync(folder.PathOf("a.npy"), view, options, source.Token) : Npy.SaveAsync(new MemoryStream(), view, options, source.Token));

        Assert.Single(progress.Reports);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public async Task Save_ToAStream_TakesUpWhereItStands()
    {
        using var stream = new MemoryStream();
        stream.Write([1, 2, 3]);
        Npy.Save(stream, Matrix);
        await Npy.SaveAsync(stream, Matrix);
        Npy.Save(stream, Matrix);

        Assert.Equal([1, 2, 3, .. Expected, .. Expected, .. Expected], stream.ToArray());
    }

    [Fact]
    public void Save_ShapeOfAnotherCount_IsRefused()
    {
        var e = Assert.Throws<ArgumentException>(() => Npy.Save<int>(Values, [2, 2]));
        Assert.Equal("The shape (2, 2) has 4 elements, but there are 6 values.", e.Message);
    }

    [Fact]
    public void Save_ValuesWithoutADType_AreRefused()
    {
        var e = Assert.Throws<InvalidCastException>(() => Npy.Save<Guid>(new Guid[1], [1]));
        Assert.Equal("There is no NumPy dtype for Guid; View<Guid>() sees the elements of an array as structs, such as (n, 3) floats as (n,) of Vector3.", e.Message);
    }

    [Fact]
    public void Save_StreamThatCannotBeWritten_IsRefused()
    {
        var e = Assert.Throws<ArgumentException>(() => Npy.Save(new MemoryStream([], writable: false), Matrix));
        Assert.Equal("The stream cannot be written. (Parameter 'stream')", e.Message);
    }

    [Fact]
    public void Save_LongerThanBytesCanBe_IsRefused()
    {
        // All elements are the same one: a stride of zero.
        var array = new NdArray(DType.Parse("<i8"), [1L << 30], new byte[8], strides: [0L]);

        var e = Assert.Throws<ArgumentException>(() => Npy.Save(array));
        Assert.Equal("The file would have 8589934720 bytes, but a byte[] holds at most 2147483591. Save to a path or a stream.", e.Message);
    }
}
