using System.Text;
using NpyIO.Archives;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>A small archive with an entry of every kind, to be damaged, and what may come of that: the right arrays, or the one exception.</summary>
internal sealed class HostileArchive
{
    private readonly Dictionary<string, byte[]> _expected;

    private HostileArchive(byte[] content)
    {
        Content = content;
        Entries = ZipBytes.Entries(content[..(content.Length - Comment.Length)]);
        _expected = Npz.Load(content).ToDictionary(pair => pair.Key, pair => Npy.Save(pair.Value));
        Assert.Equal(["stored", "deflated", "piped", "piped-stored"], _expected.Keys);
    }

    private static string Comment => "seven b";

    internal static HostileArchive Instance { get; } = new(Make());

    /// <summary>How an archive is read; the name of one is a theory's row.</summary>
    internal static Dictionary<string, Func<byte[], Dictionary<string, NdArray>>> Readers { get; } = new()
    {
        ["memory"] = content => Npz.Load(content),
        ["stream"] = content => Npz.Load(new MemoryStream(content)),
        ["forward"] = content => ForwardArchive.Load(new PartialStream(content, int.MaxValue), null),
        ["forward, in pieces"] = content => ForwardArchive.Load(new PartialStream(content, 13), null),
        ["entries"] = LoadEntries,
    };

    internal byte[] Content { get; }

    internal List<ZipBytes.Entry> Entries { get; }

    /// <summary>Reads a damaged archive; whether it was refused. Anything but that and the right arrays fails.</summary>
    /// <param name="content">The damaged archive.</param>
    /// <param name="reader">How to read it.</param>
    /// <param name="what">The damage, for the message.</param>
    /// <param name="name">The entry in whose data the damage is, if it is in those.</param>
    /// <param name="mayRename">Whether arrays may be missing or have other names, as they do where several records were rewritten until they agree.</param>
    internal bool IsRefused(byte[] content, string reader, string what, string? name = null, bool mayRename = false)
    {
        Dictionary<string, NdArray> arrays;
        try
        {
            arrays = Readers[reader](content);
        }
        catch (NpyFormatException e)
        {
            Assert.True(e.Offset >= 0 && e.Offset <= content.Length + 4096, $"{what}: offset {e.Offset} in {e.Problem}");
            Assert.True(name is null || e.EntryName == name, $"{what}: {e.EntryName ?? "no entry"} named for damage in {name}: {e.Problem}");
            Assert.True(e.EntryName is null || e.Problem.StartsWith("Entry ", StringComparison.Ordinal), $"{what}: {e.Problem}");
            return true;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{what} through {reader}", e);
        }

        Assert.True(mayRename || _expected.Keys.SequenceEqual(arrays.Keys), $"{what}: {string.Join(", ", arrays.Keys)}");
        foreach ((string key, NdArray array) in arrays)
            Assert.True(_expected.Any(pair => (mayRename || pair.Key == key) && pair.Value.SequenceEqual(Npy.Save(array))), $"{what}: {key} is wrong");
        return false;
    }

    /// <summary>The entry whose data, compressed as they are, lie at a place.</summary>
    internal string? DataAt(int offset) =>
        Entries.Find(entry => offset >= entry.DataOffset && offset < entry.DataOffset + entry.CompressedLength)?.Name;

    /// <summary>Everything an open archive gives: headers, arrays, raw data, mappings.</summary>
    private static Dictionary<string, NdArray> LoadEntries(byte[] content)
    {
        var arrays = new Dictionary<string, NdArray>();
        using NpzFile file = Npz.Open(content);
        foreach (NpzEntry entry in file)
        {
            if (entry.Header is null)
            {
                using Stream raw = entry.OpenRaw();
                raw.CopyTo(Stream.Null);
            }
            else if (entry.IsStored)
            {
                using MappedArray mapped = entry.Map();
                mapped.Verify();
                arrays.Add(entry.Name, mapped.Array.Copy());
            }
            else
            {
                arrays.Add(entry.Name, entry.Open().Load());
            }
        }

        return arrays;
    }

    private static byte[] Make() => new ZipBytes()
        .Add("stored.npy", Array("'<i4'", "(2,3)", 24), isZip64: true)
        .Add("deflated.npy", Array("'<f8'", "(9,)", 72), isDeflated: true)
        .Add("notes.txt", Encoding.UTF8.GetBytes("no array at all"))
        .Add("piped.npy", Array("'|u1'", "(40,)", 40), isDeflated: true, ZipBytes.Descriptor.Signed)
        .Add("piped-stored.npy", Array("'|u1'", "(4,)", 4), isDeflated: false, ZipBytes.Descriptor.Signed64, isZip64: true)
        .ToBytes(Comment);

    /// <summary>A short header, for the sake of short tests.</summary>
    private static byte[] Array(string descr, string shape, int length)
    {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++)
            data[i] = (byte)(i * i / 3);
        return [.. NpyBytes.Header(1, $"{{'descr':{descr},'fortran_order':False,'shape':{shape}}}"), .. data];
    }
}
