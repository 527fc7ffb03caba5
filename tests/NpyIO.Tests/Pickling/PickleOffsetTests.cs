using System.Globalization;
using NpyIO.Tests.JoblibFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Where an error is said to be: in the file or at its end, whatever verb it is given to.</summary>
public sealed class PickleOffsetTests
{
    private const int Seed = 20_261_129;
    private const int Changes = 1;

    private static readonly string[] Extensions = [".npy", ".pkl", ".joblib", ".npz"];

    private static readonly (string Name, Action<byte[]> Load)[] Verbs =
    [
        ("Pickle.Load", content => Pickle.Load(content.AsMemory())),
        ("Pickle.Load strictly", content => Pickle.Load(content.AsSpan(), new PickleReadOptions { Strict = true })),
        ("Pickle.Load of a stream", content => Pickle.Load(new PartialStream(content, 100))),
        ("Joblib.Load", content => Joblib.Load(content.AsMemory())),
        ("Joblib.Load of a stream", content => Joblib.Load(new PartialStream(content, 100))),
        ("Npy.Load", content => Npy.Load(content.AsMemory())),
        ("Npy.Load of a stream", content => Npy.Load(new PartialStream(content, 100))),
        ("Npy.LoadItem", content => Npy.LoadItem(content.AsMemory())),
        ("Npy.ReadHeader", content => Npy.ReadHeader(content.AsSpan())),
        ("Npz.Load", content => Npz.Load(content.AsMemory())),
        ("SparseMatrix.Load", content => SparseMatrix.Load(content.AsMemory())),
    ];

    [Fact]
    public void Offset_GoldenFilesCutAndMutatedForEveryVerb_IsInTheFileOrAtItsEnd()
    {
        string[] paths = [.. Directory.GetFiles(Repository.PathOf("testdata"), "*.*", SearchOption.AllDirectories)
            .Where(path => Extensions.Contains(Path.GetExtension(path)) && new FileInfo(path).Length < 100_000)
            .Order(StringComparer.Ordinal)];
        byte[][] whole = [.. paths.Select(File.ReadAllBytes)];
        var random = new Random(Seed);
        int errors = 0;

        for (int i = 0; i < whole.Length; i++)
        {
            var mutations = new Mutations([whole[i]], random);
            byte[][] contents = [
                whole[i],
                .. Enumerable.Range(0, Changes).Select(_ => whole[i][..random.Next(whole[i].Length + 1)]),
                .. Enumerable.Range(0, Changes).Select(_ => mutations.Next(out int _))];
            foreach (byte[] content in contents)
            {
                foreach ((string name, Action<byte[]> load) in Verbs)
                    errors += AssertOffset(content, load, $"{paths[i]} for {name}") ? 1 : 0;
            }
        }

        Assert.True(whole.Length > 1000 && errors > 8 * whole.Length, $"{whole.Length} files, {errors} errors");
    }

    [Fact]
    public void Offset_JoblibFileGivenToPickle_IsTheEndOfTheWrapper()
    {
        byte[] file = new JoblibBytes().Array("<f8", [2], JoblibBytes.Data(1, 2)).ToArray();

        var error = Assert.Throws<NpyFormatException>(() => Pickle.Load(file));

        Assert.Equal((byte)'b', file[error.Offset]);
        Assert.Contains(error.Offset.ToString(CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    private static bool AssertOffset(byte[] content, Action<byte[]> load, string what)
    {
        try
        {
            load(content);
            return false;
        }
        catch (NpyFormatException e)
        {
            // What is in an archive's entry or in compressed content is counted from that content's own start.
            bool isOfContent = e.EntryName is not null || content is [0x1F, 0x8B, ..] or [0x78, ..] or [(byte)'B', (byte)'Z', ..] or [0xFD, ..] or [0x5D, ..] or [0x04, 0x22, ..] or [(byte)'Z', (byte)'F', ..];
            Assert.True(isOfContent || (e.Offset >= 0 && e.Offset <= content.Length), $"{what}: {e.Message}, of {content.Length} bytes: {Convert.ToBase64String(content)}");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
