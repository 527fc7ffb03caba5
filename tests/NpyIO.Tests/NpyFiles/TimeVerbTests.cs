using System.Numerics.Tensors;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Dates and times as C#'s own types, and characters, by every verb that takes a type.</summary>
public sealed class TimeVerbTests
{
    private static readonly DateTime Moment = new(2021, 3, 4, 5, 6, 7, 891);

    [Fact]
    public void Save_DateTimes_AreNanoseconds()
    {
        DateTime[] moments = [Moment, DateTime.UnixEpoch, new DateTime(1677, 9, 22), new DateTime(2262, 4, 11).AddTicks(1)];

        byte[] file = Npy.Save(moments);

        Assert.Equal("'<M8[ns]'", Npy.ReadHeader(file).DType.Descr);
        Assert.Equal(moments, Npy.Load<DateTime>(file));
        Assert.All(Npy.Load<DateTime>(file), moment => Assert.Equal(DateTimeKind.Unspecified, moment.Kind));
        Assert.Equal("2021-03-04T05:06:07.891000000", Npy.Load(file).GetValue(0)!.ToString());
    }

    [Fact]
    public void Save_EveryTimeType_LoadsAgain()
    {
        RoundTrip<DateTime>("'<M8[ns]'", Moment, DateTime.UnixEpoch);
        RoundTrip<DateTime?>("'<M8[ns]'", Moment, null);
        RoundTrip<DateTimeOffset>("'<M8[ns]'", new DateTimeOffset(Moment, TimeSpan.FromHours(5)));
        RoundTrip<DateTimeOffset?>("'<M8[ns]'", new DateTimeOffset(Moment, TimeSpan.FromHours(-5)), null);
        RoundTrip<DateOnly>("'<M8[D]'", DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(1970, 1, 1));
        RoundTrip<DateOnly?>("'<M8[D]'", null, DateOnly.MaxValue);
        RoundTrip<TimeOnly>("'<m8[ns]'", TimeOnly.MinValue, TimeOnly.MaxValue);
        RoundTrip<TimeOnly?>("'<m8[ns]'", TimeOnly.MinValue, null);
        RoundTrip<TimeSpan>("'<m8[ns]'", TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.FromDays(106751));
        RoundTrip<TimeSpan?>("'<m8[ns]'", TimeSpan.FromTicks(1), null);
        RoundTrip<char>("'<U1'", 'a', '\0', '\uD800', '\uFFFF');
    }

    [Fact]
    public async Task EveryVerb_OfEveryTimeType_GivesTheSame()
    {
        await EveryVerb<DateTime>(Moment, DateTime.UnixEpoch, new DateTime(1899, 12, 31));
        await EveryVerb<DateTime?>(Moment, null, DateTime.UnixEpoch);
        await EveryVerb<DateTimeOffset>(new DateTimeOffset(Moment, TimeSpan.Zero), DateTimeOffset.UnixEpoch, new DateTimeOffset(Moment, TimeSpan.FromHours(1)));
        await EveryVerb<DateTimeOffset?>(new DateTimeOffset(Moment, TimeSpan.Zero), null, DateTimeOffset.UnixEpoch);
        await EveryVerb<DateOnly>(DateOnly.MinValue, new DateOnly(1970, 1, 1), DateOnly.MaxValue);
        await EveryVerb<DateOnly?>(DateOnly.MinValue, null, DateOnly.MaxValue);
        await EveryVerb<TimeOnly>(TimeOnly.MaxValue, TimeOnly.MinValue, new TimeOnly(1, 2));
        await EveryVerb<TimeOnly?>(TimeOnly.MaxValue, null, new TimeOnly(1, 2));
        await EveryVerb<TimeSpan>(TimeSpan.FromTicks(-1), TimeSpan.Zero, TimeSpan.FromDays(9));
        await EveryVerb<TimeSpan?>(TimeSpan.FromTicks(-1), null, TimeSpan.FromDays(9));
        await EveryVerb('a', '\0', '\uFFFF');
    }

    [Fact]
    public void DatetimeUnit_OfEveryVerb_IsWritten()
    {
        NpyWriteOptions options = new() { DatetimeUnit = DatetimeUnit.Second, DatetimeMultiple = 2 };
        NpzWriteOptions archive = new() { DatetimeUnit = DatetimeUnit.Second, DatetimeMultiple = 2 };
        DateTime[] moments = [default, new DateTime(9999, 12, 31, 23, 59, 58)];
        using var file = new TempFile();

        Assert.Equal("'<M8[2s]'", Unit(Npy.Save(moments, options)));
        Assert.Equal("'<M8[2s]'", Unit(Npy.Save((Array)moments, options)));
        Assert.Equal("'<M8[2s]'", Unit(Npy.Save(NdArray.FromArray(moments), options)));
        Assert.Equal("'<M8[2s]'", Unit(Npy.Save(moments.AsSpan(), [2], options)));
        Assert.Equal("'<M8[2s]'", Unit(Npy.Save(NdArray.FromArray(new[] { 0L }).View(DType.Parse("M8[ns]")), options)));
        Assert.Equal("'<m8[2s]'", Unit(Npy.Save(new[] { TimeSpan.FromDays(1) }, options)));
        Assert.Equal("'<f8'", Unit(Npy.Save(new[] { 1.5 }, options)));
        using (RowWriter<DateTime> rows = Npy.CreateRows<DateTime>(file.Path, [], options))
        {
            rows.Write(moments);
            rows.Complete();
        }

        Npy.Append(file.Path, moments);
        Npy.Append(file.Path, NdArray.FromArray(moments));
        using (RowWriter<DateTime> rows = Npy.Append<DateTime>(file.Path))
        {
            rows.Write(moments);
            rows.Complete();
        }

        Assert.Equal("'<M8[2s]'", Npy.ReadHeader(file.Path).DType.Descr);
        Assert.Equal([.. moments, .. moments, .. moments, .. moments], Npy.Load<DateTime>(file.Path).ToArray());
        Assert.Throws<OverflowException>(() => Npy.Append(file.Path, new[] { Moment }));

        using NpzFile npz = Npz.Open(Npz.Save(new Dictionary<string, DateTime[]> { ["t"] = moments }, archive));
        Assert.Equal("'<M8[2s]'", npz["t"].DType.Descr);
        Assert.Equal(moments, npz["t"].Load<DateTime>());
        using NpzFile other = Npz.Open(Npz.Save([("t", NdArray.FromArray(moments).To(DType.Parse("M8[us]")))], archive));
        Assert.Equal("'<M8[2s]'", other["t"].DType.Descr);

        static string Unit(byte[] file) => Npy.ReadHeader(file).DType.Descr;
    }

    [Fact]
    public void DatetimeUnit_OfEveryLayout_ChangesTheUnitAlone()
    {
        NpyWriteOptions options = new() { DatetimeUnit = DatetimeUnit.Nanosecond };
        NdArray days = NdArray.FromArray(Enumerable.Range(0, 24).Select(i => (long)i).ToArray()).View(DType.Parse("M8[D]")).Reshape(2, 3, 4);
        NdArray[] layouts = [days, days.Transpose(), days.Copy(Order.Fortran), days.Transpose(1, 0, 2), days[.., Slice.Every(2)], days.Transpose()[Slice.Every(2)], days.Flip(), days[0, 0, 0], days[..0]];
        layouts = [.. layouts, .. layouts.Select(array => array.To(DType.Parse(">M8[D]"), Casting.Equivalent, Order.Keep))];

        foreach (NdArray array in layouts)
        {
            byte[] file = Npy.Save(array, options);

            Assert.Equal(Npy.ReadHeader(Npy.Save(array)).FortranOrder, Npy.ReadHeader(file).FortranOrder);
            Assert.Equal("'<M8[ns]'", Npy.ReadHeader(file).DType.Descr);
            Assert.Equal(array.To<DateTime>(), Npy.Load<DateTime>(file));
            using NpzFile npz = Npz.Open(Npz.Save([("t", array)], new NpzWriteOptions { DatetimeUnit = DatetimeUnit.Nanosecond }));
            Assert.Equal(file, npz.Entries[0].ReadRaw());
        }

        // NumPy: np.save of np.arange(6).view('M8[D]').reshape((2, 3), order='F').astype('M8[ns]') has fortran_order True.
        Assert.True(Npy.ReadHeader(Npy.Save(days[0].Copy(Order.Fortran), options)).FortranOrder);

        NdArray far = days.Copy(Order.Fortran);
        far.Set(new Datetime64(1L << 40, DatetimeUnit.Day), 1, 2, 3);
        Assert.StartsWith("The element at index (1, 2, 3) is ", Assert.Throws<OverflowException>(() => Npy.Save(far, options)).Message);
    }

    [Fact]
    public void DatetimeUnit_OfAnArchive_ConvertsOneEntryAtATime()
    {
        NpzWriteOptions options = new() { DatetimeUnit = DatetimeUnit.Microsecond, MaxThreads = 1 };
        NdArray array = NdArray.FromArray(new long[1 << 20]).View(DType.Parse("M8[s]"));
        NpzItem[] items = [.. Enumerable.Range(0, 8).Select(i => new NpzItem($"t{i}", array))];
        using var file = new TempFile();
        Npz.Save(file.Path, items, options);

        using (NpzFile npz = Npz.Open(file.Path))
            Assert.All(npz.Entries, entry => Assert.Equal("'<M8[us]'", entry.Header!.DType.Descr));
        Assert.Equal(File.ReadAllBytes(file.Path), Npz.Save(items, options));
        Assert.Equal(File.ReadAllBytes(file.Path), Npz.Save(items.Where(_ => true), options));

        // Entries have been written before one that cannot be converted: only the next one is made ready meanwhile.
        NdArray far = NdArray.FromArray(new[] { long.MaxValue }).View(DType.Parse("M8[s]"));
        var progress = new Recorder();
        Assert.Throws<OverflowException>(() => Npz.Save(new MemoryStream(), [.. items, new NpzItem("far", far)], options with { Progress = progress }));
        Assert.InRange(progress.Reports[^1], 6 * array.NBytes, 9 * array.NBytes);
    }

    [Fact]
    public void Create_OfDates_IsNumPysZero()
    {
        Assert.Equal(DateTime.UnixEpoch, NdArray.Create<DateTime>(2)[1]);
        Assert.Equal(new DateOnly(1970, 1, 1), NdArray.Create<DateOnly?>(2)[1]);
        Assert.Equal(TimeSpan.Zero, NdArray.Create<TimeSpan>(2)[1]);
        Assert.Equal("['1970-01-01' '1970-01-01']", NdArray.Create<DateOnly>(2).ToString());
    }

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
            Npy.Append(saved.Path, values);
            Npy.Append<T>(saved.Path, values.AsSpan());
            await Npy.AppendAsync(saved.Path, array);
            Npy.Append(saved.Path, [array, array]);
            using (RowWriter<T> rows = Npy.Append<T>(saved.Path))
            {
                rows.Write(values);
                rows.Write(array);
                await rows.WriteAsync(values);
                await rows.CompleteAsync();
            }

            Assert.Equal(Enumerable.Repeat(values, 9).SelectMany(value => value), Npy.Load<T>(saved.Path).ToArray());
        }

        Assert.Equal(bytes, Npy.Save((NdArray)array));
        Assert.Equal(bytes, Npy.Save(values.AsSpan(), [values.Length]));
        Assert.Equal(bytes, Npy.Save(array.Flip().Flip()));
        Assert.Equal(bytes, Npy.Save(array.Copy()));

        // Reading.
        T[] buffer = new T[values.Length];
        Npy.Load(file.Path, buffer);
        Assert.Equal(values, buffer);
        Assert.Equal(values, (await Npy.LoadAsync<T>(file.Path)).ToArray());
        Assert.Equal(values, Npy.Load<T>(new MemoryStream(bytes)).ToArray());
        Assert.Equal(values, Npy.Load(bytes).ToArray<T>());
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

        // In Fortran order and foreign byte order.
        NdArray<T> matrix = NdArray.FromArray<T>([.. values, .. values]).Reshape(2, values.Length);
        NdArray swapped = matrix.ToNdArray().To(matrix.ToNdArray().DType.WithByteOrder(ByteOrder.BigEndian), Casting.Equivalent);
        Assert.Equal(matrix, Npy.Load<T>(Npy.Save(swapped.Copy(Order.Fortran))));
        Assert.Equal(matrix, swapped.Transpose().To<T>().Transpose());

        // In archives, pickles and joblib files.
        using (NpzFile npz = Npz.Open(Npz.Save(("x", array))))
            Assert.Equal(values, npz["x"].Load<T>().ToArray());
        Assert.Equal(values, ((NdArray)Pickle.Load(Pickle.Save(values))!).ToArray<T>());
        Assert.Equal(values, ((NdArray)Joblib.Load(Joblib.Save(array))!).ToArray<T>());
        Assert.Equal(values, NdArray.FromObjects(values).ToArray<T>());

        // Single elements, equality and text.
        NdArray changed = array.ToNdArray().Copy();
        changed.Set(values[2], 0);
        Assert.Equal(values[2], changed.Get<T>(0));
        Assert.Equal(array, Npy.Load<T>(bytes));
        Assert.Equal(array.ToNdArray().ToString(), array.ToString());
        using (MappedArray map = Npy.Map(file.Path))
        {
            Assert.Equal(values, map.Array.To<T>().ToArray());
            Assert.Contains("reads them", Assert.Throws<InvalidCastException>(() => map.Array.As<T>()).Message, StringComparison.Ordinal);
        }
    }

    private static void RoundTrip<T>(string descr, params T[] values)
    {
        byte[] file = Npy.Save(values);

        Assert.Equal(descr, Npy.ReadHeader(file).DType.Descr);
        Assert.Equal(values, Npy.Load<T>(file).ToArray());
        Assert.Equal(file, Npy.Save((Array)values));
        Assert.Equal(file, Npy.Save(Npy.Load<T>(file)));
        Assert.Equal(values, Npy.Load(file).To<T>().ToArray());
        Assert.Equal(values[^1], Npy.Load(file).Get<T>(values.Length - 1));
    }
}
