using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>Saving on a small disk of its own.</summary>
public sealed class OutputFullDiskTests
{
    [MountTheory]
    [MemberData(nameof(SaveKinds.Data), MemberType = typeof(SaveKinds))]
    public void Save_DiskIsFull_OldFileAndNothingElse(string kind)
    {
        using var disk = new SmallDisk(megabytes: 1);
        string path = disk.PathOf("a.file");
        SaveKinds.Save(kind, path, 1);
        using (FileStream filler = File.Create(disk.PathOf("filler")))
            Assert.ThrowsAny<IOException>(() => filler.Write(new byte[2 << 20]));

        Exception? thrown = Record.Exception(() => SaveKinds.Save(kind, path, 2));

        Assert.Equal(["a.file", "filler"], disk.Names);
        Assert.Equal(1, SaveKinds.GenerationOf(kind, path));
        Assert.Contains($"No space left on device : '{path}'", Assert.IsType<IOException>(thrown).Message, StringComparison.Ordinal);
    }

    [MountTheory]
    [MemberData(nameof(SaveKinds.Data), MemberType = typeof(SaveKinds))]
    public void Save_DiskIsReadOnly_OldFileAndNothingElse(string kind)
    {
        using var disk = new SmallDisk(megabytes: 1);
        string path = disk.PathOf("a.file");
        SaveKinds.Save(kind, path, 1);
        disk.MakeReadOnly();
        foreach (string target in (string[])[path, disk.PathOf("new.file")])
        {
            Exception? thrown = Record.Exception(() => SaveKinds.Save(kind, target, 2));

            Assert.Equal(["a.file"], disk.Names);
            Assert.Contains($"'{target}'", Assert.IsType<IOException>(thrown).Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, SaveKinds.GenerationOf(kind, path));
    }

    [MountTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Save_OverAndOver_DoesNotRunOutOfRoomForWhatIsBeingFreed(bool isAsync)
    {
        using var disk = new SmallDisk(megabytes: 10);
        byte[] values = new byte[4 << 20];
        string path = disk.PathOf("a.npy");

        for (int i = 0; i < 100; i++)
        {
            values[0] = (byte)i;
            if (isAsync)
                Npy.SaveAsync(path, values).Wait();
            else
                Npy.Save(path, values);
        }

        Assert.Equal(99, Npy.Load<byte>(path)[0]);
        Assert.Equal(["a.npy"], disk.Names);
    }
}
