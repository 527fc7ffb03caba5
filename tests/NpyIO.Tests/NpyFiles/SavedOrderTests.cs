using System.Buffers;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>The order that a header names, for every kind of element by every verb that saves: NumPy's rule, which has no exception for objects.</summary>
public sealed class SavedOrderTests
{
    public static TheoryData<string> DTypes => ["<i4", ">f8", "<U2", "S3", "O", "[('a', '<i2'), ('o', 'O')]", "[('a', '<i2'), ('b', '>f4', (2,))]", "<M8[s]", "T"];

    [Theory]
    [MemberData(nameof(DTypes))]
    public async Task Save_AnyOrder_IsThatOfTheHeader(string text)
    {
        DType dtype = DType.Parse(text);
        NdArray c = NdArray.Create(dtype, 2, 3), fortran = c.Transpose(), cube = NdArray.Create(dtype, 2, 3, 4);
        // NumPy writes C order wherever the elements lie in neither order, or in both.
        foreach ((NdArray array, bool isFortran) in ((NdArray, bool)[])[(c, false), (fortran, true), (c[Slice.All, new Slice(0, 2)], false), (fortran[new Slice(0, 2)], false), (c[new Slice(0, 1)], false), (cube.Transpose(), true), (cube.Transpose(1, 0, 2), false), (c.Copy(Order.Fortran), true)])
        {
            foreach ((string way, byte[] file) in await SavedAsync(array))
            {
                NpyHeader header = NpyHeader.Parse(file);
                Assert.True(isFortran == header.FortranOrder && array.Shape.SequenceEqual(header.Shape), $"{way} of {text}, {string.Join(",", array.Shape.ToArray())}: {header.FortranOrder}");
                Assert.True(Npy.Load(file, NpyReadOptions.AsStored).Equals(array), way);
            }
        }
    }

    private static async Task<List<(string Way, byte[] File)>> SavedAsync(NdArray array)
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.npy"), archive = folder.PathOf("a.npz");
        var writer = new ArrayBufferWriter<byte>();
        var stream = new ForwardStream();
        var all = new List<(string, byte[])>();
        if (array.DType.Kind != DTypeKind.VariableString)
        {
            Npy.Save(writer, array);
            all.Add(("writer", writer.WrittenSpan.ToArray()));
        }

        Npy.Save(stream, array);
        all.Add(("stream", stream.Written));
        all.Add(("bytes", Npy.Save(array)));
        await Npy.SaveAsync(path, array);
        all.Add(("path", await File.ReadAllBytesAsync(path)));
        Npz.Save(archive, ("a", array));
        all.Add(("archive", EntryOf(archive)));
        await Npz.SaveAsync(archive, [("a", array)], NpzWriteOptions.Compressed);
        all.Add(("compressed archive", EntryOf(archive)));
        using (NpzWriter npz = Npz.Create(archive))
        {
            npz.Add("a", array);
            npz.Complete();
        }

        all.Add(("archive, entry by entry", EntryOf(archive)));
        using (NpzUpdate update = Npz.Update(archive))
        {
            update.Set("a", array);
            update.Complete();
        }

        all.Add(("updated archive", EntryOf(archive)));
        return all;
    }

    private static byte[] EntryOf(string archive)
    {
        using NpzFile file = Npz.Open(archive);
        return file.GetEntry("a").ReadRaw();
    }
}
