using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Docs;

/// <summary>The code of docs/types.md: each test's body is there word for word, which <see cref="DocsTests"/> checks.</summary>
[Collection(nameof(Alone))]
public sealed partial class TypesExamples : IDisposable
{
    private readonly ExamplesFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arrays_TypesExample_Works()
    {
        // docs/types.md: arrays
        NdArray<double> grid = Npy.Load<double>("grid.npy");     // in C order and native bytes, whatever the file has
        double corner = grid[0, 2];
        NdArray<double> row = grid.At(1);                        // a view: the elements are shared
        NdArray<double> turned = grid.Transpose();               // a view, too
        double[] elements = turned.ToArray();                    // a copy, in C order
        Span<double> values = grid.AsSpan();                     // no copy
        // end

        Assert.Equal(3, corner);
        Assert.Equal([4, 5, 6], row.ToArray());
        Assert.Equal([1, 4, 2, 5, 3, 6], elements);
        Assert.Equal([1, 2, 3, 4, 5, 6], values.ToArray());
    }

    [Fact]
    public void Slices_TypesExample_Works()
    {
        // docs/types.md: slices
        NdArray<int> table = NdArray.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 3, 4);
        int element = table[1, 2];                               // 6
        NdArray<int> block = table[..2, 1..3];                   // [[1, 2], [5, 6]]
        NdArray<int> lastRow = table[^1, ..];                    // [8, 9, 10, 11]: a number removes its axis
        NdArray<int> thinned = table[.., Slice.Every(2)];        // Python's table[:, ::2]
        NdArray<int> column = table[Slice.Ellipsis, 0];          // Python's table[..., 0]
        NdArray<int> asked = table[Slice.ParseIndex("::-1, 1:")];          // as Python writes it, from a command line

        table[0, ..] = [20, 21, 22, 23];                         // assigns
        table[1.., 1..3] = NdArray.Create([7, 8], 2, 1);         // broadcast, as in NumPy
        table[.., 0].Fill(-1);
        // end

        Assert.Equal(6, element);
        Assert.Equal([[21, 22], [7, 7]], block.ToJagged());
        Assert.Equal([-1, 8, 8, 11], lastRow);
        Assert.Equal([[-1, 22], [-1, 7], [-1, 8]], thinned.ToJagged());
        Assert.Equal([-1, -1, -1], column);
        Assert.Equal([[8, 8, 11], [7, 7, 7], [21, 22, 23]], asked.ToJagged());
    }

    [Fact]
    public void Walking_TypesExample_Works()
    {
        NdArray<int> table = NdArray.Create([0, 1, 2, 3, 4, 5], 2, 3);

        // docs/types.md: walking
        long sum = 0;
        foreach (int value in table)                             // in C order, whatever the layout
            sum += value;
        int largest = table.Max();                               // LINQ
        foreach (NdArray<int> row in table.Rows())               // views; Rows(1) are the columns
            row.Fill(0);
        ReadOnlySpan<int> inPlace = table.GetRowSpan(1);         // without a view for each row
        // end

        Assert.Equal((15, 5), (sum, largest));
        Assert.Equal([0, 0, 0], inPlace);
    }

    [Fact]
    public void Records_TypesExample_Works()
    {
        // docs/types.md: records
        NdArray people = Npy.Load("people.npy");                 // records of name, born and height
        string name = people["name"].Get<string>(0);
        Datetime64 born = people["born"].Get<Datetime64>(0);
        float[] heights = people["height"].ToArray<float>();     // a field is a view of the records

        NpyHeader header = Npy.ReadHeader("people.npy");         // dtype and shape, without the data
        DType height = header.DType["height"].DType;

        NdArray scores = NdArray.Create(DType.Parse("[('id', '<i4'), ('score', '>f8')]"), 2);
        scores["id"].Set(7, 0);                                  // the field of the first record
        scores["score"].Set(0.25, 0);
        // end

        Assert.Equal(("Emmy", "1882-03-23"), (name, born.ToString()));
        Assert.Equal([1.6f], heights);
        Assert.Equal("[('name', '<U10'), ('born', '<M8[D]'), ('height', '>f4')]", header.DType.Descr);
        Assert.Equal("'>f4'", height.Descr);
        Assert.Equal((7, 0.25), (scores["id"].Get<int>(0), scores["score"].Get<double>(0)));
    }

    [Fact]
    public void Columns_TypesExample_Works()
    {
        // docs/types.md: columns
        NdArray table = NdArray.FromColumns(("id", NdArray.FromArray(new[] { 7, 8 })), ("score", NdArray.FromArray(new[] { 0.25, 0.5 })));
        IReadOnlyDictionary<string, NdArray> columns = table.ToColumns();
        double[] second = columns["score"].ToArray<double>();    // each field is an array of its own, not a view
        // end

        Assert.Equal([0.25, 0.5], second);
        Assert.Equal("[('id', '<i4'), ('score', '<f8')]", table.DType.ToString());
    }

    // docs/types.md: a record as a struct
    [NpyRecord(Naming = NpyNaming.SnakeCase)]
    public partial record struct Trade(
        DateTime TradedAt,                                       // the field traded_at: M8[ns], and any other unit when loading
        double Price,
        [NpyField("sym", Length = 8)] string Symbol,             // U8; a longer text is refused when saving, not cut
        int Qty);
    // end

    [Fact]
    public void RecordsAsStructs_TypesExample_Works()
    {
        NdArray other = NdArray.Create(DType.Parse("[('SYM','S4'),('qty','>i8'),('note','U9'),('price','>f4'),('traded_at','M8[D]')]"), 3);
        other["SYM"].Set("ABC", 2);
        Npy.Save("other.npy", other);

        // docs/types.md: records as structs
        Trade[] trades = [new(new DateTime(2026, 1, 2), 1.5, "ABC", 3), new(new DateTime(2026, 1, 3), 1.25, "XY", -3)];
        Npy.Save("trades.npy", trades);                          // np.load("trades.npy")["price"]
        Trade[] loaded = Npy.Load<Trade>("trades.npy").ToArray();

        using NpyFile file = Npy.Open("trades.npy");
        NdArray<Trade> last = file.Read<Trade>(^1..);            // every verb that takes a type takes records
        Npy.Append("trades.npy", trades);
        DType dtype = DType.Of<Trade>();

        // Fields in any order, byte order and width; other number types only if a casting is given.
        NdArray<Trade> converted = Npy.Load<Trade>("other.npy", Casting.Checked);
        // end

        Assert.Equal(trades, loaded);
        Assert.Equal([trades[1]], last.ToArray());
        Assert.Equal([.. trades, .. trades], Npy.Load<Trade>("trades.npy").ToArray());
        Assert.Equal("[('traded_at', '<M8[ns]'), ('price', '<f8'), ('sym', '<U8'), ('qty', '<i4')]", dtype.ToString());
        Assert.Equal(new Trade(DateTime.UnixEpoch, 0, "ABC", 0), converted[2]);
    }

    [Fact]
    public void RecordsAsStructs_Text_HoldsOfTheExample()
    {
        NdArray other = NdArray.Create(DType.Parse("[('traded_at','M8[ns]'),('price','f8'),('qty','i4')]"), 1);

        Assert.Contains("string Symbol", Assert.Throws<InvalidCastException>(() => other.To<Trade>()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Npy.Save([new Trade(DateTime.UnixEpoch, 0, "123456789", 0)]));
    }

    [Fact]
    public void Printing_TypesExample_Works()
    {
        // docs/types.md: printing
        NdArray thirds = NdArray.FromArray(new[] { 0, 1 / 3.0, 100 });
        string text = $"{thirds}";                               // [  0.           0.33333333 100.        ]
        string repr = $"{thirds:r}";                             // array([  0.        ,   0.33333333, 100.        ])

        PrintOptions options = new() { Precision = 3, Threshold = 2, EdgeItems = 1 };
        string edges = thirds.ToString("r", options);            // array([  0., ..., 100.], shape=(3,))
        // end

        Assert.Equal("[  0.           0.33333333 100.        ]", text);
        Assert.Equal("array([  0.        ,   0.33333333, 100.        ])", repr);
        Assert.Equal("array([  0., ..., 100.], shape=(3,))", edges);
    }

    [Fact]
    public void Comparing_TypesExample_Works()
    {
        // docs/types.md: comparing
        NdArray<double> left = [1, double.NaN], right = [1, double.NaN];
        bool areEqual = left.Equals(right);                      // true: same dtype, shape and elements; NaN equals NaN
        string json = JsonSerializer.Serialize(NdArray.Create([1, 2, 3, 4], 2, 2));            // [[1,2],[3,4]]
        // end

        Assert.True(areEqual);
        Assert.Equal("[[1,2],[3,4]]", json);
    }

    [Fact]
    public void Tolerances_TypesExample_Works()
    {
        // docs/types.md: comparing with a tolerance
        NdArray<double> actual = [1, 2, 3], desired = [1, 2, 4];
        bool same = NdArray.ArrayEqual(actual, desired);         // false: np.array_equal, whatever the dtypes; NaN equals nothing
        bool close = NdArray.AllClose(actual, desired, rtol: 0.25);                    // true: np.allclose, after broadcasting
        ArrayDifference difference = NdArray.Compare(actual, desired);                 // np.testing.assert_array_equal(strict=True)
        long mismatches = difference.MismatchCount;              // 1, of difference.Count
        Console.WriteLine(difference);
        // end

        Assert.Equal((false, true, 1L), (same, close, mismatches));
        Assert.StartsWith("Arrays are not equal\n\nMismatched elements: 1 / 3 (33.3%)\n", difference.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sources_TypesExample_Works()
    {
        File.WriteAllBytes("log.npy", [.. Npy.Save(new float[3]), .. Npy.Save(new float[4])]);

        // docs/types.md: sources
        double[] buffer = new double[6];
        NpyHeader header = Npy.Load("grid.npy", buffer);         // fills the buffer, in C order

        long total = 0;
        using (FileStream log = File.OpenRead("log.npy"))        // several arrays, one after another
        {
            while (Npy.TryLoad(log, out NdArray<float>? array))  // false at the end of the stream
                total += array.Count;
        }
        // end

        Assert.Equal([1, 2, 3, 4, 5, 6], buffer);
        Assert.Equal([2, 3], header.Shape.ToArray());
        Assert.Equal(7, total);
    }

    [Fact]
    public void Shapes_TypesExample_Works()
    {
        NdArray<double> grid = new double[,] { { 1, 2, 3 }, { 4, 5, 6 } };
        Npy.Save("rate.npy", NdArray.FromArray(new[] { 0.5 }).At(0));

        // docs/types.md: C#'s own shapes
        double[,] table = grid.ToArray2D();                      // also ToArray3D, ToArray4D
        double[][] rows = grid.ToJagged();
        Tensor<double> tensor = grid.ToTensor();
        Memory<double> memory = grid.AsMemory();                 // no copy

        NdArray<double> again = NdArray.FromArray(table);        // any T[], T[,], T[,,] or T[,,,]; no copy
        NdArray<double> copied = NdArray.FromJagged(rows);       // rows of equal lengths
        double rate = Npy.LoadScalar<double>("rate.npy");        // an array of one element
        // end

        Assert.Equal(6, table[1, 2]);
        Assert.Equal([4, 5, 6], rows[1]);
        Assert.Equal(6, tensor[1, 2]);
        Assert.Equal(6, memory.Span[5]);
        Assert.Equal([1, 2, 3, 4, 5, 6], again.ToArray());
        Assert.Equal([2, 3], copied.Shape.ToArray());
        Assert.Equal(0.5, rate);
    }

    [Fact]
    public void Structs_TypesExample_Works()
    {
        Npy.Save("points.npy", new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });

        // docs/types.md: structs
        NdArray<Vector3> points = Npy.Load("points.npy").View<Vector3>();          // (n, 3) floats are (n,) of Vector3
        points[0] *= 2;
        Npy.Save("points.npy", points);                          // (n, 3) floats again
        // end

        Assert.Equal([2], points.Shape.ToArray());
        Assert.Equal([2f, 4, 6, 4, 5, 6], Npy.Load<float>("points.npy").ToArray());
    }

    [Fact]
    public void Conversions_TypesExample_Works()
    {
        // docs/types.md: conversions
        NpyReadOptions checkedCasts = new() { Casting = Casting.Checked };
        NdArray<int> whole = Npy.Load<int>("grid.npy", checkedCasts);      // the file has doubles, all of them whole numbers
        NdArray<float> narrow = whole.To<float>(Casting.Checked);          // or later, into a new array

        string problem = "none";
        try
        {
            Npy.Load<int>(Npy.Save(new[] { 2.5 }), checkedCasts);
        }
        catch (OverflowException e)                                        // names the value and its index
        {
            problem = e.Message;
        }
        // end

        Assert.Equal(6, whole[1, 2]);
        Assert.Equal(6f, narrow[1, 2]);
        Assert.Contains("2.5", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_TypesExample_Works()
    {
        // docs/types.md: dates
        DateTime[] times = [new(2021, 3, 4, 5, 6, 7), new(2021, 3, 4, 5, 6, 8)];
        Npy.Save("times.npy", times);                            // M8[ns], as in pandas
        NdArray<DateTime> loaded = Npy.Load<DateTime>("times.npy");        // any unit; DateTime? if there may be NaT

        DateTime[] old = [new(1066, 10, 14), new(2021, 3, 4)];   // nanoseconds reach from 1677 to 2262
        Npy.Save("old.npy", old, new NpyWriteOptions { DatetimeUnit = DatetimeUnit.Microsecond });
        DateOnly[] days = Npy.Load<DateOnly>("old.npy").ToArray();
        NdArray months = Npy.Load("old.npy").To(DType.Parse("M8[M]"), Casting.SameKind);     // ['1066-10' '2021-03']
        Npz.Save("old.npz", ("old", NdArray.FromArray(old).To(DType.Parse("M8[us]"))), ("times", times));
        // end

        Assert.Equal(times, loaded.ToArray());
        Assert.Equal("'<M8[ns]'", Npy.ReadHeader("times.npy").DType.Descr);
        Assert.Equal([new DateOnly(1066, 10, 14), new DateOnly(2021, 3, 4)], days);
        Assert.Equal("['1066-10' '2021-03']", months.ToString());
        Assert.Equal(old, Npz.Load("old.npz")["old"].To<DateTime>().ToArray());
    }

    [Fact]
    public void FromBuffer_TypesExample_Works()
    {
        // docs/types.md: raw bytes
        NdArray matrix = NdArray.FromArray(new[,] { { 0, 1 }, { 2, 3 } });
        byte[] bytes = matrix.ToBytes();                         // ndarray.tobytes()
        NdArray back = NdArray.FromBuffer(bytes, DType.Parse("int32")).Reshape(2, -1);

        DType record = DType.Parse("[('time', '<u4'), ('level', 'i1')]");
        var received = new ArrayBufferWriter<byte>();            // records, as they arrive
        received.Write<byte>([1, 0, 0, 0, 50]);
        received.Write<byte>([2, 0, 0, 0, 206]);
        NdArray log = NdArray.FromBuffer(received.WrittenMemory, record);
        sbyte[] levels = log["level"].ToArray<sbyte>();          // 50, -50
        // end

        Assert.Equal(2, back.Get<int>(1, 0));
        Assert.Equal([50, -50], levels);
    }

    [Fact]
    public void Errors_TypesExample_Works()
    {
        File.WriteAllBytes("cut.npy", Npy.Save(new int[100])[..500]);

        // docs/types.md: errors
        string problem = "none";
        try
        {
            Npy.Load("cut.npy");
        }
        catch (NpyFormatException e)                             // whatever is wrong with the content
        {
            problem = $"{e.Reason} at byte {e.Offset}: {e.Message}";
        }
        // end

        Assert.Equal(
            "TruncatedData at byte 500: cut.npy: The data end early: shape (100,) of '<i4' takes 400 bytes, but only 372 are there (at byte 500)",
            problem);
    }

    [Fact]
    public void MemoryThatOthersOwn_TypesExample_Works()
    {
        int seen = 0;
        unsafe void Consume(int* elements) => seen = elements[5];

        // docs/types.md: memory that others own
        unsafe
        {
            int* native = (int*)NativeMemory.AllocZeroed(6, sizeof(int));
            NdArray view = NdArray.FromPointer(DType.Int32, [2, 3], native, 6 * sizeof(int));    // an owner given as well is kept alive, and frees the memory
            view.Set(7, 1, 2);                                   // native[5] is 7

            using (MemoryHandle pin = view.Pin())                // of any array but one of Python objects
                Consume((int*)pin.Pointer);                      // the element at index 0 of every axis; the others by view.Strides
            NativeMemory.Free(native);
        }
        // end

        Assert.Equal(7, seen);
    }
}
