using NpyIO.Tests.Cli;

namespace NpyIO.Tests.Support;

/// <summary>Ways of an array through every kind of file and back.</summary>
internal static class RoundTrips
{
    private static readonly NpzWriteOptions[] ArchiveForms = [NpzWriteOptions.Default, NpzWriteOptions.Compressed, new NpzWriteOptions { Compression = NpzCompression.Fastest, MaxThreads = 1 }, new NpzWriteOptions { Alignment = 64 }];

    /// <summary>All of them; the array has one axis at least.</summary>
    internal static async Task<List<(string Way, NdArray Array)>> OfAsync(NdArray array)
    {
        var all = new List<(string, NdArray)>();
        using var folder = new TempFolder();
        byte[] content = Npy.Save(array);
        await AddFilesAsync(all, folder, array, content);
        foreach (NpzWriteOptions form in ArchiveForms)
            await AddArchivesAsync(all, folder, array, form);
        await AddRowsAsync(all, array);
        await AddAppendedAsync(all, folder, array);
        AddPickles(all, array);
        AddTool(all, folder, array, content);
        return all;
    }

    private static async Task AddFilesAsync(List<(string, NdArray)> all, TempFolder folder, NdArray array, byte[] content)
    {
        string path = folder.PathOf("a.npy"), other = folder.PathOf("b.npy");
        Npy.Save(path, array);
        await Npy.SaveAsync(other, array);
        all.Add((".npy saved", Npy.Load(path)));
        all.Add((".npy saved asynchronously", await Npy.LoadAsync(other)));
        foreach (SourceKind kind in Sources.Kinds.Where(kind => kind is not (SourceKind.OneByte or SourceKind.OneByteAsync)))
            all.Add(($".npy from {kind}", await Sources.LoadAsync(kind, content)));
        using (NpyFile awaited = await Npy.OpenAsync(new AwaitedSource(content)))
        {
            all.Add((".npy awaited", await awaited.LoadAsync()));
            all.Add((".npy awaited in parts", Joined(await awaited.ReadAsync(default, ..(Index)(int)(array.Shape[0] / 2)), await awaited.ReadAsync(default, (Index)(int)(array.Shape[0] / 2)..), array)));
        }

        all.Add((".npy in pieces", Npy.Load(new PartialStream(content, 1021))));
        all.Add((".npy as stored", Npy.Load(path, NpyReadOptions.AsStored)));
        all.Add((".npy by one thread", Npy.Load(path, new NpyReadOptions { MaxThreads = 1 })));
        var forward = new ForwardStream();
        Npy.Save(forward, array);
        all.Add((".npy to a stream", Npy.Load(forward.Written)));
        var asynchronous = new ForwardStream { OnlyAsync = true };
        await Npy.SaveAsync(asynchronous, array);
        all.Add((".npy to a stream asynchronously", Npy.Load(asynchronous.Written)));
        if (array.DType.Kind is DTypeKind.UnsignedInteger)
        {
            all.Add((".npy cast", Back(Npy.Load<double>(path, new NpyReadOptions { Casting = Casting.Checked }), array)));
            all.Add((".npy cast from a pipe", Back(Npy.Load<ulong>(new PartialStream(content, int.MaxValue), new NpyReadOptions { Casting = Casting.Checked }), array)));
            all.Add(("cast", Back(array.To<long>(Casting.Checked), array)));
        }
    }

    private static async Task AddArchivesAsync(List<(string, NdArray)> all, TempFolder folder, NdArray array, NpzWriteOptions form)
    {
        string way = $".npz {form.Compression} {form.Alignment}", path = folder.PathOf("a.npz");
        NpzItem[] items = [new("a", array), new("b", array)];
        byte[] content = Npz.Save(items, form);
        all.Add(($"{way} bytes", Npz.Load(content)["b"]));
        all.Add(($"{way} pipe", Npz.Load(new PartialStream(content, int.MaxValue))["b"]));
        all.Add(($"{way} pieces", (await Npz.LoadAsync(new PartialStream(content, 1021)))["b"]));
        Npz.Save(path, items, form);
        var forward = new ForwardStream();
        Npz.Save(forward, items, form);
        var asynchronous = new ForwardStream { OnlyAsync = true };
        await Npz.SaveAsync(asynchronous, items, form);
        all.Add(($"{way} to a stream", Npz.Load(forward.Written)["b"]));
        all.Add(($"{way} to a stream asynchronously", Npz.Load(new PartialStream(asynchronous.Written, int.MaxValue))["b"]));
        all.Add(($"{way} file", Npz.Load(path)["b"]));
        all.Add(($"{way} file asynchronously", (await Npz.LoadAsync(path))["b"]));
        using (NpzUpdate update = Npz.Update(path))
        {
            update.Set("c", array);
            update.Complete();
        }

        using NpzFile file = Npz.Open(path);
        NpzEntry entry = file.GetEntry("b");
        all.Add(($"{way} updated", file["c"].Load()));
        all.Add(($"{way} raw", Npy.Load(entry.ReadRaw().AsSpan())));
        using (Stream raw = entry.OpenRaw())
            all.Add(($"{way} raw stream", Npy.Load(raw)));
        long half = array.Shape[0] / 2;
        all.Add(($"{way} rows", Joined(entry.ReadRows(0, half), await entry.ReadRowsAsync(half, array.Shape[0] - half), array)));
        if (form.Compression == NpzCompression.None)
        {
            using MappedArray map = entry.Map();
            map.Verify();
            all.Add(($"{way} mapped", map.Array.Copy()));
        }
    }

    /// <summary>As rows of a number not known in advance, for arrays of one axis.</summary>
    private static async Task AddRowsAsync(List<(string, NdArray)> all, NdArray array)
    {
        if (array.DType != DType.UInt8 || array.Rank != 1)
            return;
        byte[] bytes = array.ToBytes();
        foreach (NpzCompression compression in (NpzCompression[])[NpzCompression.None, NpzCompression.Optimal])
        {
            var target = new MemoryStream();
            using (NpzWriter writer = Npz.Create(target, new NpzWriteOptions { Compression = compression }))
            {
                using (RowWriter<byte> rows = writer.AddRows<byte>("a", []))
                {
                    rows.Write(bytes.AsSpan(0, bytes.Length / 3));
                    await rows.WriteAsync(bytes.AsMemory(bytes.Length / 3));
                    rows.Complete();
                }
                writer.Complete();
            }
            all.Add(($"rows {compression}", Npz.Load(target.ToArray())["a"]));
        }
    }

    /// <summary>Appended in two parts, and written as rows, for arrays of one axis.</summary>
    private static async Task AddAppendedAsync(List<(string, NdArray)> all, TempFolder folder, NdArray array)
    {
        if (array.Rank != 1)
            return;
        string path = folder.PathOf("appended.npy");
        long third = array.Shape[0] / 3;
        Npy.Append(path, array[new Slice(0, third)]);
        await Npy.AppendAsync(path, array[new Slice(third, null)]);
        all.Add(("appended", Npy.Load(path)));
        if (array.DType != DType.UInt8)
            return;
        byte[] bytes = array.ToBytes();
        await using (RowWriter<byte> rows = Npy.CreateRows<byte>(path, []))
        {
            rows.Write(bytes.AsSpan(0, (int)third));
            rows.Checkpoint();
            await rows.WriteAsync(bytes.AsMemory((int)third));
            await rows.CompleteAsync();
        }

        all.Add(("rows in a file", Npy.Load(path)));
        File.Delete(path);
    }

    private static void AddPickles(List<(string, NdArray)> all, NdArray array)
    {
        for (int protocol = 2; protocol <= 5; protocol++)
        {
            byte[] pickle = Pickle.Save(array, new PickleWriteOptions { Protocol = protocol });
            all.Add(($"pickle {protocol}", (NdArray)Pickle.Load(pickle)!));
            all.Add(($"pickle {protocol} pieces", (NdArray)Pickle.Load(new PartialStream(pickle, 1021))!));
        }
        JoblibCompression[] compressions = array.NBytes <= 70_000 ? Enum.GetValues<JoblibCompression>() : [JoblibCompression.None, JoblibCompression.Zlib, JoblibCompression.Lz4];
        foreach (JoblibCompression compression in compressions)
        {
            byte[] content = Joblib.Save(array, new JoblibWriteOptions { Compression = compression });
            all.Add(($"joblib {compression}", (NdArray)Joblib.Load(content)!));
            all.Add(($"joblib {compression} pieces", (NdArray)Joblib.Load(new PartialStream(content, 1021))!));
        }
    }

    private static void AddTool(List<(string, NdArray)> all, TempFolder folder, NdArray array, byte[] content)
    {
        string source = folder.Write("s.npy", content), archive = folder.Write("s.npz", Npz.Save([new NpzItem("x", array)], NpzWriteOptions.Compressed));
        foreach (string input in (string[])[source, archive])
        {
            string binary = folder.PathOf("t.bin"), copy = folder.PathOf("t.npy"), converted = folder.PathOf("t.npz");
            Xunit.Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", input, binary));
            all.Add(("tool .bin", NdArray.FromBuffer(File.ReadAllBytes(binary), array.DType).Reshape(array.Shape)));
            Xunit.Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", input, copy));
            all.Add(("tool .npy", Npy.Load(copy)));
            Xunit.Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", input, converted, "--compress"));
            all.Add(("tool .npz", Npz.Load(converted).Values.Single()));
        }
        if (array.DType != DType.UInt8 || array.Rank != 1)
            return;
        string values = string.Join(',', array.ToBytes());
        Xunit.Assert.Equal($"{{\"file\":\"{source}\",\"arrays\":{{\"\":[{values}]}}}}\n", CliRun.Of("cat", "--json", source).Output);
        string table = folder.PathOf("t.csv");
        Xunit.Assert.Equal(0, CliRun.Of("convert", archive, table).Status);
        Xunit.Assert.Equal(values.Replace(',', '\n') + "\n", File.ReadAllText(table));
    }

    private static NdArray Joined(NdArray first, NdArray rest, NdArray like) =>
        NdArray.FromBuffer((byte[])[.. first.ToBytes(), .. rest.ToBytes()], first.DType).Reshape(like.Shape);

    private static NdArray Back<T>(NdArray<T> cast, NdArray like) => NdArray.FromArray(cast.ToArray()).Reshape(like.Shape).To(like.DType, Casting.Checked);
}
