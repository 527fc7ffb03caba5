using System.Numerics.Tensors;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>Records by every verb that takes a type, those with the bytes of their dtype and those that are converted.</summary>
public sealed class RecordVerbTests
{
    private static readonly Tick[] Ticks = [new(1, 2.5, Side.Sell, -7), new(255, double.NegativeInfinity, Side.Buy, int.MaxValue), default];

    private static readonly Quote[] Quotes =
    [
        new(new DateTime(2021, 3, 4, 5, 6, 7, 891), 1.5, "ABC", 3, true, Side.Sell, new Leg("x", null)),
        new(DateTime.UnixEpoch, double.NaN, "", -3, false, Side.Buy, new Leg("éé", new DateOnly(2000, 2, 29))),
        new(new DateTime(1900, 1, 1), 0, "12345678", 0, true, default, new Leg("", DateOnly.MaxValue)),
    ];

    [Fact]
    public void Save_OwnLayout_IsNumPysAlignedDType()
    {
        byte[] file = Npy.Save(Ticks);

        Assert.Equal("{'names': ['Kind', 'Price', 'Side', 'Qty'], 'formats': ['u1', '<f8', '<i2', '<i4'], 'offsets': [0, 8, 16, 20], 'itemsize': 24, 'aligned': True}".Replace(", 'aligned': True", "", StringComparison.Ordinal), $"{DType.Of<Tick>()}".Replace(", 'aligned': True", "", StringComparison.Ordinal));
        Assert.Equal("[('Kind', '|u1'), ('', '|V7'), ('Price', '<f8'), ('Side', '<i2'), ('', '|V2'), ('Qty', '<i4')]", Npy.ReadHeader(file).DType.Descr);
        Assert.Equal(Ticks, Npy.Load<Tick>(file).ToArray());
    }

    [Fact]
    public void Save_Converted_IsPacked()
    {
        byte[] file = Npy.Save(Quotes);

        Assert.Equal(
            "[('at', '<M8[ns]'), ('price', '<f8'), ('sym', '<U8'), ('qty', '<i4'), ('is_buy', '|b1'), ('side', '<i2'), ('leg', [('Name', '|S2'), ('Day', '<M8[D]')])]",
            Npy.ReadHeader(file).DType.Descr);
        Assert.Equal(Quotes, Npy.Load<Quote>(file).ToArray());
    }

    [Fact]
    public Task EveryVerb_OfOwnLayout_GivesTheSame() => EveryVerb(Ticks);

    [Fact]
    public Task EveryVerb_OfConverted_GivesTheSame() => EveryVerb(Quotes);

    [Fact]
    public Task EveryVerb_OfOtherOrder_GivesTheSame() => EveryVerb<PackedTick>(new(1, 2.5), new(255, double.NaN), default);

    private static async Task EveryVerb<T>(params T[] values)
    {
        using var file = new TempFile();
        NdArray<T> array = NdArray.FromArray(values);
        byte[] bytes = Npy.Save(values);
        File.WriteAllBytes(file.Path, bytes);

        // Writing.
        using (var saved = new TempFile())
        {
            Npy.Save(saved.Path, values);
            Assert.Equal(bytes, File.ReadAllBytes(saved.Path));
            await Npy.SaveAsync(saved.Path, array);
            Assert.Equal(bytes, File.ReadAllBytes(saved.Path));
            await Npy.SaveAsync<T>(saved.Path, values.AsMemory(), [values.Length]);
            Assert.Equal(bytes, File.ReadAllBytes(saved.Path));
            Npy.Save(saved.Path, Tensor.Create(values, [values.Length]));
            Assert.Equal(bytes, File.ReadAllBytes(saved.Path));
            await AppendAsync(saved.Path, values);
            Assert.Equal(Enumerable.Repeat(values, 9).SelectMany(value => value), Npy.Load<T>(saved.Path).ToArray());
            using (RowWriter<T> rows = Npy.CreateRows<T>(saved.Path, []))
            {
                rows.Write(values);
                rows.Complete();
            }

            Assert.Equal(bytes, File.ReadAllBytes(saved.Path));

            // To the fields of a file in another order and byte order.
            Npy.Save(saved.Path, NdArray.Create(Reversed(Npy.ReadHeader(bytes).DType), 0L));
            await AppendAsync(saved.Path, values);
            Assert.Equal(Enumerable.Repeat(values, 8).SelectMany(value => value), Npy.Load<T>(saved.Path).ToArray());
        }

        Assert.Equal(bytes, Npy.Save((NdArray)array));
        Assert.Equal(bytes, Npy.Save((Array)values));
        Assert.Equal(bytes, Npy.Save(values.AsSpan(), [values.Length]));
        Assert.Equal(bytes, Npy.Save(array.Flip().Flip()));
        Assert.Equal(bytes, Npy.Save(array.Copy()));
        Assert.Equal(bytes, Npy.Save(Npy.Load<T>(bytes)));

        // Reading.
        T[] buffer = new T[values.Length];
        Npy.Load(file.Path, buffer);
        Assert.Equal(values, buffer);
        Assert.Equal(values, (await Npy.LoadAsync<T>(file.Path)).ToArray());
        Assert.Equal(values, Npy.Load<T>(new MemoryStream(bytes)).ToArray());
        Assert.Equal(values, Npy.Load(bytes).ToArray<T>());
        Assert.Equal(values, Npy.Load(bytes).To<T>().ToArray());
        Assert.Equal(values[0], Npy.LoadScalar<T>(Npy.Save(array[..1])));
        using (NpyFile open = Npy.Open(file.Path))
        {
            Assert.Equal(values[1..], open.Read<T>(1..).ToArray());
            open.Read(buffer.AsSpan());
            Assert.Equal(values, buffer);
            Assert.Equal(values, open.Blocks<T>(2).SelectMany(block => block));
            Assert.Equal(values, open.Blocks<T>(1, BlockMemory.Reused).Select(block => block[0]));
            Assert.Equal(values, (await open.ReadAsync<T>(CancellationToken.None)).ToArray());
        }

        // In Fortran order and foreign byte order, and in other layouts.
        NdArray<T> matrix = NdArray.FromArray<T>([.. values, .. values]).Reshape(2, values.Length);
        NdArray swapped = matrix.ToNdArray().To(matrix.ToNdArray().DType.WithByteOrder(ByteOrder.BigEndian), Casting.Equivalent);
        Assert.Equal(matrix, Npy.Load<T>(Npy.Save(swapped.Copy(Order.Fortran))));
        Assert.Equal(matrix, Npy.Load<T>(Npy.Save(swapped)));
        Assert.Equal(matrix, swapped.Transpose().To<T>().Transpose());
        Assert.Equal(matrix.ToArray2D(), swapped.ToArray2D<T>());
        NdArray reversed = NdArray.Create(Reversed(matrix.DType), 2, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            reversed.Set(values[i], 0, i);
            reversed.Set(values[i], 1, i);
        }

        Assert.Equal(matrix, Npy.Load<T>(Npy.Save(reversed)));
        Assert.Equal(matrix, reversed.To<T>());
        Assert.Equal(matrix, Npy.Load<T>(Npy.Save(reversed.Copy(Order.Fortran)), new NpyReadOptions { Order = Order.Keep }));

        // In archives, pickles and joblib files.
        using (NpzFile npz = Npz.Open(Npz.Save(("x", array), ("y", values))))
        {
            Assert.Equal(values, npz["x"].Load<T>().ToArray());
            Assert.Equal(values, npz["y"].Load<T>().ToArray());
        }

        using (NpzFile npz = Npz.Open(Npz.Save(new Dictionary<string, T[]> { ["x"] = values })))
            Assert.Equal(values, npz["x"].Load<T>().ToArray());
        Assert.Equal(values, ((NdArray)Pickle.Load(Pickle.Save(values))!).ToArray<T>());
        Assert.Equal(values, ((NdArray)Joblib.Load(Joblib.Save(array))!).ToArray<T>());
        Assert.Equal(values, NdArray.FromObjects(values).ToArray<T>());

        // Single elements, slices, equality and text.
        NdArray changed = array.ToNdArray().Copy();
        changed.Set(values[2], 0);
        Assert.Equal(values[2], changed.Get<T>(0));
        NdArray<T> copied = array.Copy();
        copied[1..] = array[..2];
        copied[0] = values[2];
        Assert.Equal([values[2], values[0], values[1]], copied.ToArray());
        copied.Fill(values[1]);
        Assert.Equal([values[1], values[1], values[1]], copied);
        Assert.Equal([values[2], values[0]], array[Slice.Every(-2)]);
        Assert.True(array.Equals(Npy.Load<T>(bytes)));
        Assert.False(array.Equals(array.Flip()));
        Assert.Equal(Npy.Load(bytes).ToString(), array.ToString());
        Assert.Equal(array.ToNdArray().ToString("r"), array.ToString("r"));
        Assert.Equal(values, NdArray.Create<T>(values));
        Assert.Equal(NdArray.Create(DType.Of<T>(), 4).ToArray<T>(), NdArray.Create<T>(2, 2).ToArray());
    }

    private static async Task AppendAsync<T>(string path, T[] values)
    {
        NdArray<T> array = NdArray.FromArray(values);
        Npy.Append(path, values);
        Npy.Append<T>(path, values.AsSpan());
        await Npy.AppendAsync(path, array);
        Npy.Append(path, (IEnumerable<NdArray<T>>)[array, array]);
        using RowWriter<T> rows = Npy.Append<T>(path);
        rows.Write(values);
        rows.Write(array);
        await rows.WriteAsync(values);
        await rows.CompleteAsync();
    }

    private static DType Reversed(DType dtype) => DType.Struct([.. dtype.Fields.Reverse().Select(field => new Field(field.Name, field.DType.WithByteOrder(ByteOrder.BigEndian)))]);
}

[NpyRecord(Naming = NpyNaming.SnakeCase)]
internal partial record struct Quote(DateTime At, double Price, [NpyField("sym", Length = 8)] string Symbol, int Qty, bool IsBuy, Side Side, Leg Leg);

[NpyRecord]
internal partial record struct Leg([NpyField(Length = 2, DType = "S")] string Name, DateOnly? Day);
