using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>Nobody can read a saved file, or one that is being saved, who could not read the one before.</summary>
[SupportedOSPlatform("linux")]
public sealed class OutputPermissionTests
{
    private const UnixFileMode GroupAndOthers = (UnixFileMode)0b000_111_111;

    public static TheoryData<string> Ways => [.. LesserCalls.Ways];

    public static TheoryData<string> LinuxWays => [.. LesserCalls.Ways.Where(way => way != "portable")];

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public void Save_OverAFile_EveryModeWithoutSetUserId(string way)
    {
        using var folder = new TempFolder();
        using var calls = new LesserCalls(way);
        calls.Use();
        string path = folder.Write("a.npy", [1]);
        foreach (int mode in (int[])[0b110_100_100, 0b110_000_000, 0b111_101_011, 0b110_110_110, 0b110_000_100, 0b100_110_100_100, 0b010_110_010_000, 0b001_110_110_110])
        {
            File.SetUnixFileMode(path, (UnixFileMode)mode);

            Npy.Save(path, new[] { 7 });

            Assert.Equal((UnixFileMode)(mode & 0b111_111_111), File.GetUnixFileMode(path));
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public void Save_NewFile_HasTheUsualModeAndIsReadByNobodyBefore(string way)
    {
        using var folder = new TempFolder();
        using var calls = new LesserCalls(way);
        calls.Use();
        string usual = folder.Write("usual", []);
        var seen = new List<UnixFileMode>();
        var progress = new Recorder(_ => seen.AddRange(Directory.GetFiles(folder.Path, ".npyio-*").Select(File.GetUnixFileMode)));

        Npy.Save(folder.PathOf("a.npy"), new double[100_000], new NpyWriteOptions { Progress = progress });

        Assert.Equal(File.GetUnixFileMode(usual), File.GetUnixFileMode(folder.PathOf("a.npy")));
        Assert.All(seen, mode => Assert.Equal(default, mode & GroupAndOthers));
        Assert.Equal(way is "by process" or "by descriptor", seen.Count == 0);
    }

    [Fact]
    public void ModeFor_EveryMode_GivesNobodyMoreThanBefore()
    {
        for (uint mode = 0; mode < 512; mode++)
        {
            Assert.Equal(mode, LinuxTarget.ModeFor(mode, isOwnerKept: true, isGroupKept: true));
            uint group = (mode >> 3) & 7;
            uint others = mode & 7;
            uint owner = mode >> 6;

            uint ofOtherGroup = LinuxTarget.ModeFor(mode, isOwnerKept: true, isGroupKept: false);
            // The new group's entries were others, the old one's are.
            Assert.Equal(0u, (ofOtherGroup >> 3) & 7 & ~others);
            Assert.Equal(0u, ofOtherGroup & 7 & ~others);
            Assert.Equal(0u, ofOtherGroup & 7 & ~group);

            uint ofOtherOwner = LinuxTarget.ModeFor(mode, isOwnerKept: false, isGroupKept: true);
            Assert.Equal(0u, (ofOtherOwner >> 3) & 7 & ~(group & owner));
            Assert.Equal(0u, ofOtherOwner & 7 & ~(others & owner));
            Assert.Equal(owner | 2, ofOtherOwner >> 6);
        }

        Assert.Equal(0b110_100_100u, LinuxTarget.ModeFor(0b110_110_100, isOwnerKept: true, isGroupKept: false));
        Assert.Equal(0b110_000_000u, LinuxTarget.ModeFor(0b110_110_000, isOwnerKept: false, isGroupKept: false));
        Assert.Equal(0b110_110_000u, LinuxTarget.ModeFor(0b110_110_000, isOwnerKept: false, isGroupKept: true));
    }

    [LinuxFact]
    public void Save_OwnerCannotBeKept_GroupAndOthersGetNoMore()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.npy", [1]);
        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_100);
        using var calls = new ForeignFile();
        calls.Use();

        Npy.Save(path, new[] { 7 });

        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(path));
        Assert.Equal(2, calls.Refused);
    }

    [LinuxTheory]
    [MemberData(nameof(LinuxWays))]
    public void Complete_PermissionsChangedMeanwhile_AreThoseOfTheEnd(string way)
    {
        using var folder = new TempFolder();
        using var calls = new LesserCalls(way);
        calls.Use();
        string path = folder.Write("a.bin", [1]);
        string created = folder.PathOf("b.bin");
        using (AtomicFile file = AtomicFile.Create(path))
        using (AtomicFile other = AtomicFile.Create(created))
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllBytes(created, [1]);
            File.SetUnixFileMode(created, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            file.Complete();
            other.Complete();
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(created));
    }

    [LinuxTheory]
    [InlineData(0b110_100_100, 0b110_000_000, false)]
    [InlineData(0b110_100_110, 0b110_100_100, false)]
    [InlineData(0b110_000_000, 0b111_111_111, true)]
    [InlineData(0b110_100_100, 0b110_100_100, true)]
    [InlineData(0b111_000_000, 0b110_100_100, true)]
    public void Save_ModeCannotBeSet_GoesOnOnlyIfNobodyGetsMore(int made, int old, bool isSafe)
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.npy", [1]);
        File.SetUnixFileMode(path, (UnixFileMode)old);
        using var calls = new FixedMode((uint)made);
        calls.Use();

        Exception? thrown = Record.Exception(() => Npy.Save(path, new[] { 7 }));

        Assert.Equal(["a.npy"], folder.Names);
        if (isSafe)
        {
            Assert.Null(thrown);
            Assert.Equal([7], Npy.Load<int>(path).ToArray());
        }
        else
        {
            Assert.StartsWith($"The permissions of '{path}' cannot be given to the file that would replace it", Assert.IsType<IOException>(thrown).Message, StringComparison.Ordinal);
            Assert.Equal([1], File.ReadAllBytes(path));
        }
    }

    [LinuxFact]
    public void Save_OverAFileWithAnAccessList_KeepsTheList()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.npy", [1]);
        byte[] list = AccessList.Of(user: 0b110, named: (12345, 0b100), group: 0b000, mask: 0b100, others: 0b000);
        if (!AccessList.TrySet(path, "system.posix_acl_access", list))
            return;

        Npy.Save(path, new[] { 7 });

        Assert.Equal(list, AccessList.Get(path, "system.posix_acl_access"));
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(path));
    }

    [LinuxFact]
    public void Save_AccessListCannotBeKept_LeavesTheOwnerAlone()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.npy", [1]);
        if (!AccessList.TrySet(path, "system.posix_acl_access", AccessList.Of(user: 0b110, named: (12345, 0b000), group: 0b100, mask: 0b100, others: 0b100)))
            return;
        using var calls = new NoLists();
        calls.Use();

        Npy.Save(path, new[] { 7 });

        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(path));
        Assert.Null(AccessList.Get(path, "system.posix_acl_access"));
    }

    [LinuxFact]
    public void Save_InAFolderWithADefaultList_TheOldFilesReadersStay()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.npy", [1]);
        File.SetUnixFileMode(path, (UnixFileMode)0b110_100_000);
        if (!AccessList.TrySet(folder.Path, "system.posix_acl_default", AccessList.Of(user: 0b111, named: (12345, 0b111), group: 0b111, mask: 0b111, others: 0b111)))
            return;

        Npy.Save(path, new[] { 7 });
        Npy.Save(folder.PathOf("new.npy"), new[] { 7 });
        folder.Write("usual", []);

        Assert.Null(AccessList.Get(path, "system.posix_acl_access"));
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(path));
        Assert.Equal(AccessList.Get(folder.PathOf("usual"), "system.posix_acl_access"), AccessList.Get(folder.PathOf("new.npy"), "system.posix_acl_access"));
    }

    /// <summary>The old file belongs to somebody else, and nobody may give files away.</summary>
    private sealed class ForeignFile : FaultyCalls
    {
        private bool _isOld = true;

        internal int Refused { get; private set; }

        internal override int StatusOf(SafeFileHandle file, out FileStatus status)
        {
            int error = base.StatusOf(file, out status);
            if (_isOld)
                status = status.With(owner: status.Owner + 1, group: status.Group + 1);
            _isOld = false;
            return error;
        }

        internal override int SetOwner(SafeFileHandle file, uint owner, uint group)
        {
            Refused++;
            return Errno.NotPermitted;
        }
    }

    /// <summary>A file system on which every new file has one mode.</summary>
    private sealed class FixedMode(uint mode) : FaultyCalls
    {
        internal override int Open(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, uint wanted, out SafeFileHandle file)
        {
            int error = base.Open(directory, path, flags, wanted, out file);
            if ((flags & Libc.Nameless) == Libc.Nameless)
                Assert.Equal(0, base.SetMode(file, mode));
            return error;
        }

        internal override int SetMode(SafeFileHandle file, uint wanted) => wanted == mode ? 0 : Errno.NotPermitted;
    }

    private sealed class NoLists : FaultyCalls
    {
        internal override int SetAttribute(SafeFileHandle file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Errno.NotSupported;
    }
}
