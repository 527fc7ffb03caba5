using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using NpyIO.IO;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>New files whose arrays are mapped from the start.</summary>
public sealed class NpyCreateMappedTests
{
    [Theory]
    [InlineData(Order.C)]
    [InlineData(Order.Fortran)]
    public void CreateMapped_Written_IsWhatSaveWrites(Order order)
    {
        using var file = new TempFile();
        NdArray<float> expected = NdArray.Create(Enumerable.Range(0, 24).Select(i => i / 4f).ToArray(), 2, 3, 4);
        using (MappedArray mapped = Npy.CreateMapped<float>(file.Path, [2, 3, 4], order))
        {
            Assert.Equal(MapAccess.ReadWrite, mapped.Access);
            Assert.Equal(DType.Float32, mapped.DType);
            Assert.Equal([2, 3, 4], mapped.Shape.ToArray());
            Assert.Equal(order == Order.Fortran, mapped.Header.FortranOrder);
            Assert.All(mapped.As<float>(), value => Assert.Equal(0, value));
            Assert.Equal(NdArray.Create<float>(2, 3, 4), Npy.Load<float>(file.Path));
            mapped.As<float>().CopyFrom(expected);
            mapped.Flush(1..2);
        }

        Assert.Equal(Npy.Save(expected.Copy(order)), File.ReadAllBytes(file.Path));
        Assert.Equal(["a.npy"], file.Names);
    }

    /// <summary>The dtype, shape and order of every golden array, whose header NumPy's own tests say is the same for <c>open_memmap</c>.</summary>
    [Fact]
    public void CreateMapped_EveryGoldenArray_HasNumPysHeader()
    {
        int count = 0;
        using var file = new TempFile();
        foreach (GoldenCase golden in GoldenCase.Saved.Select(GoldenCase.Of).Where(golden => !golden.IsRefused && !golden.IsObject && golden.ReencodedPath is not null))
        {
            NpyHeader header = Npy.ReadHeader(golden.ReencodedPath!);
            using MappedArray mapped = Npy.CreateMapped(file.Path, header.DType, header.Shape, header.FortranOrder ? Order.Fortran : Order.C);

            Assert.Equal(File.ReadAllBytes(golden.ReencodedPath!)[..header.DataOffset], File.ReadAllBytes(file.Path)[..header.DataOffset]);
            Assert.Equal(header.DataOffset + header.NBytes, new FileInfo(file.Path).Length);
            Assert.Equal(-1, mapped.Array.ToBytes().AsSpan().IndexOfAnyExcept((byte)0));
            count++;
        }

        Assert.True(count > 2000, $"only {count} headers were compared");
    }

    [LinuxFact]
    public void CreateMapped_ThirtyGigabytes_IsSparse()
    {
        const long Rows = 3_000_000, Columns = 1250;
        foreach (Order order in (Order[])[Order.C, Order.Fortran])
        {
            using var file = new TempFile();
            long before = GC.GetAllocatedBytesForCurrentThread();
            using (MappedArray mapped = Npy.CreateMapped<double>(file.Path, [Rows, Columns], order))
            {
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 128 << 10);
                Assert.Equal(Rows * Columns * sizeof(double) + mapped.Header.DataOffset, new FileInfo(file.Path).Length);
                Assert.InRange(BytesOnDisk(file.Path), 0, 64 << 10);
                mapped.As<double>()[Rows - 1, Columns - 1] = 1.5;
                mapped.As<double>()[Rows - 1, 0] = 2.5;
                mapped.Flush(^1);
            }

            // A page for each of them at most, and a block.
            Assert.InRange(BytesOnDisk(file.Path), 0, 256 << 10);
            using MappedArray again = Npy.Map(file.Path);
            Assert.Equal((1.5, 2.5, 0.0), (again.As<double>()[Rows - 1, Columns - 1], again.As<double>()[Rows - 1, 0], again.As<double>()[0, 0]));
        }
    }

    [Theory]
    [InlineData("(0,)")]
    [InlineData("(3, 0, 2)")]
    [InlineData("()")]
    public void CreateMapped_NothingOrOne_Works(string shape)
    {
        using var file = new TempFile();
        long[] lengths = [.. shape.Trim('(', ')').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)];

        Npy.CreateMapped(file.Path, DType.Parse(">i2"), lengths).Dispose();

        Assert.Equal(Npy.Save(NdArray.Create(DType.Parse(">i2"), lengths)), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void CreateMapped_ShapesOfInts_AreTaken()
    {
        using var file = new TempFile();
        int[] shape = [2, 3];

        Npy.CreateMapped<long>(file.Path, shape).Dispose();
        Assert.Equal([2, 3], Npy.ReadHeader(file.Path).Shape.ToArray());
        Npy.CreateMapped(file.Path, DType.Float64, shape, Order.Fortran).Dispose();
        Assert.True(Npy.ReadHeader(file.Path).FortranOrder);
    }

    [Fact]
    public void CreateMapped_Records_AreWrittenByField()
    {
        using var file = new TempFile();
        using (MappedArray mapped = Npy.CreateMapped(file.Path, DType.Parse("[('name', '<U5'), ('xyz', '>f4', (3,))]"), [4]))
        {
            mapped.Array["name"].Set("Emmy", 2);
            mapped.Array["xyz"].Set(1.5f, 2, 1);
        }

        NdArray loaded = Npy.Load(file.Path);
        Assert.Equal(["", "", "Emmy", ""], loaded["name"].ToArray<string>());
        Assert.Equal(1.5f, loaded["xyz"].Get<float>(2, 1));
    }

    /// <summary>NumPy's <c>open_memmap</c> writes raw bytes for it, which lose what they are.</summary>
    [Theory]
    [InlineData(Order.C)]
    [InlineData(Order.Fortran)]
    public void CreateMapped_SubArray_AppendsItsAxes(Order order)
    {
        using var file = new TempFile();
        var dtype = DType.Parse("[('a', '<f4', (2, 3))]")["a"].DType;
        using (MappedArray mapped = Npy.CreateMapped(file.Path, dtype, [4], order))
        {
            Assert.Equal([4, 2, 3], mapped.Array.Shape.ToArray());
            mapped.As<float>()[3, 1, 2] = 6;
        }

        Assert.Equal(6, Npy.Load<float>(file.Path)[3, 1, 2]);
    }

    [Fact]
    public void CreateMapped_OverAFile_ReplacesItWhole()
    {
        using var file = new TempFile(NpyBytes.Integers("(100, 3)", 300));
        using MappedArray old = Npy.Map(file.Path, MapAccess.ReadWrite);

        using (MappedArray mapped = Npy.CreateMapped<int>(file.Path, [2]))
            mapped.As<int>()[1] = 5;

        Assert.Equal([0, 5], Npy.Load<int>(file.Path).ToArray());
        Assert.Equal(Enumerable.Range(0, 300), old.As<int>());
        Assert.Equal(["a.npy"], file.Names);
    }

    [LinuxFact]
    [SupportedOSPlatform("linux")]
    public void CreateMapped_OverAFile_KeepsLinkAndPermissions()
    {
        using var folder = new TempFolder();
        string path = folder.WriteNpy<int>("a.npy", "'<i4'", "(1,)", 1), link = folder.PathOf("link.npy");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(link, path);

        Npy.CreateMapped<int>(link, [3]).Dispose();

        Assert.Equal(path, new FileInfo(link).LinkTarget);
        Assert.Equal(3, Npy.Load<int>(path).Count);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(path));
    }

    [LinuxTheory]
    [InlineData(Errno.NoSpace)]
    [InlineData(Errno.AccessDenied)]
    public void CreateMapped_AnyCallFails_OldFileStays(int error)
    {
        using var file = new TempFile();
        byte[] old = NpyBytes.Integers("(2, 3)", 6);
        var failed = new HashSet<string>();
        for (int call = 0; ; call++)
        {
            File.WriteAllBytes(file.Path, old);
            using var faults = new FaultyCalls(call, error);
            faults.Use();
            MappedArray? mapped = null;
            Exception? thrown = Record.Exception(() => mapped = Npy.CreateMapped<long>(file.Path, [1000]));
            faults.Dispose();
            mapped?.Dispose();

            Assert.Equal(["a.npy"], file.Names);
            Assert.DoesNotContain(file.Folder, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
            if (thrown is null)
            {
                Assert.Equal(Npy.Save(NdArray.Create<long>(1000)), File.ReadAllBytes(file.Path));
            }
            else
            {
                Assert.True(thrown is IOException or UnauthorizedAccessException, $"{faults.Failed}: {thrown}");
                Assert.Contains($"'{file.Path}'", thrown.Message, StringComparison.Ordinal);
                Assert.Equal(old, File.ReadAllBytes(file.Path));
                failed.Add(faults.Failed!);
            }

            if (faults.Failed is null)
                break;
        }

        Assert.Contains("ftruncate", failed);
        Assert.Contains("renameat", failed);
    }

    public static TheoryData<string> Ways => [.. LesserCalls.Ways];

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public void CreateMapped_EveryWayToItsPlace_Works(string way)
    {
        using var file = new TempFile();
        foreach (int count in (int[])[3, 4])
        {
            using var calls = new LesserCalls(way);
            calls.Use();
            using (MappedArray mapped = Npy.CreateMapped<int>(file.Path, [count]))
                mapped.As<int>().Fill(count);
            calls.Dispose();

            Assert.Equal(Enumerable.Repeat(count, count), Npy.Load<int>(file.Path));
            Assert.Equal(["a.npy"], file.Names);
        }
    }

    [Fact]
    public void CreateMapped_LongerThanAnyFile_LeavesTheOldFile()
    {
        byte[] old = NpyBytes.Integers("(2, 3)", 6);
        using var file = new TempFile(old);

        Assert.Throws<ArgumentException>("shape", () => Npy.CreateMapped<byte>(file.Path, [long.MaxValue - 5]));
        Assert.Throws<ArgumentException>("shape", () => Npy.CreateMapped<int>(file.Path, [1L << 40, 1L << 40]));
        var e = Assert.Throws<IOException>(() => Npy.CreateMapped<byte>(file.Path, [long.MaxValue - 5000]));

        Assert.Contains($"'{file.Path}'", e.Message, StringComparison.Ordinal);
        Assert.Equal(old, File.ReadAllBytes(file.Path));
        Assert.Equal(["a.npy"], file.Names);
    }

    [Fact]
    public void CreateMapped_CallersMistakes_AreRefused()
    {
        using var file = new TempFile();

        Assert.Equal(
            "Elements of '|O' are or hold Python objects, which a file holds as a pickle: Npy.Save writes them, but they cannot be mapped.",
            Assert.Throws<ArgumentException>(() => Npy.CreateMapped(file.Path, DType.Parse("O"), [3])).Message);
        Assert.Throws<ArgumentException>(() => Npy.CreateMapped(file.Path, DType.Parse("[('a', 'O')]"), [3]));
        Assert.Throws<ArgumentException>("order", () => Npy.CreateMapped<int>(file.Path, [3], Order.Keep));
        Assert.Throws<ArgumentException>("order", () => Npy.CreateMapped<int>(file.Path, [3], (Order)7));
        Assert.Throws<ArgumentOutOfRangeException>("shape", () => Npy.CreateMapped<int>(file.Path, [3, -1]));
        Assert.Throws<ArgumentException>("shape", () => Npy.CreateMapped<int>(file.Path, new long[65]));
        Assert.Throws<ArgumentNullException>("dtype", () => Npy.CreateMapped(file.Path, null!, [3]));
        Assert.Throws<ArgumentNullException>("path", () => Npy.CreateMapped<int>(null!, [3]));
        Assert.Throws<InvalidCastException>(() => Npy.CreateMapped<string>(file.Path, [3]));
        Assert.Throws<InvalidCastException>(() => Npy.CreateMapped<Datetime64>(file.Path, [3]));
        Assert.Equal(
            $"Npy.CreateMapped writes a .npy file, and '{file.Folder}/a.npz' is named as an archive: use Npz.Save, or a name that ends in .npy. (Parameter 'path')",
            Assert.Throws<ArgumentException>(() => Npy.CreateMapped<int>(file.Folder + "/a.npz", [3])).Message);
        Assert.Throws<DirectoryNotFoundException>(() => Npy.CreateMapped<int>(file.Folder + "/b/a.npy", [3]));
        Assert.Throws<UnauthorizedAccessException>(() => Npy.CreateMapped<int>(file.Folder, [3]));
        Assert.Empty(file.Names);
    }

    [LinuxFact]
    public void CreateMapped_PipeOrDevice_IsRefused()
    {
        using TempFolder folder = new();
        string pipe = folder.PathOf("pipe");
        Assert.Equal(0, SymbolicLink.CreatePipe(pipe, 0b110_000_000));

        Assert.Throws<NotSupportedException>(() => Npy.CreateMapped<int>(pipe, [3]));
        Assert.Throws<NotSupportedException>(() => Npy.CreateMapped<int>("/dev/null", [3]));
        Assert.Equal(["pipe"], folder.Names);
    }

    private static long BytesOnDisk(string path)
    {
        using Process process = Process.Start(new ProcessStartInfo("stat", ["-c", "%b %B", path]) { RedirectStandardOutput = true })!;
        long[] numbers = [.. process.StandardOutput.ReadToEnd().Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
        return numbers[0] * numbers[1];
    }
}
