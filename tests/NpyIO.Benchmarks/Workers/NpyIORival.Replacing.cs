using System.Text;
using Microsoft.Win32.SafeHandles;
using NpyIO.IO;

namespace NpyIO.Benchmarks.Workers;

// Every kind of save: to a new name, and over the file that the run before wrote.
internal sealed partial class NpyIORival
{
    /// <summary>Before a kind of save: to a name that no file has; what is saved is deleted outside the timing.</summary>
    internal const string NewPrefix = "save-new-";

    /// <summary>Before a kind of save: over the file of the run before, the first of which is saved outside the timing.</summary>
    internal const string ExistingPrefix = "save-existing-";

    private const int BytesPerString = 13; // "item 12345": two bytes of opcode and length, ten of text, one to remember it

    private static Operation SaveOf(string kind, string path, bool overExisting)
    {
        NdArray<double> array = Npy.Load<double>(path);
        NdArray halves = array.Reshape(2, array.Count / 2);
        NpzItem[] items = [new("a", halves.At(0)), new("b", halves.At(1))];
        switch (kind)
        {
            case "npy":
                return SaveTo(path, saved => Npy.Save(saved, array), overExisting);
            case "objects":
                NdArray strings = Enumerable.Range(0, (int)(array.Count * sizeof(double) / BytesPerString)).Select(i => (object?)$"item {i}").ToArray();
                return SaveTo(path, saved => Npy.Save(saved, strings), overExisting);
            case "npz":
                return SaveTo(path, saved => Npz.Save(saved, items), overExisting);
            case "npz-compressed":
                // The fastest level: compressing is to hide as little of the replacing as it can.
                var fastestArchive = new NpzWriteOptions { Compression = NpzCompression.Fastest };
                return SaveTo(path, saved => Npz.Save(saved, items, fastestArchive), overExisting);
            case "npz-create":
                return SaveTo(path, saved => Create(saved, items), overExisting);
            case "npz-update":
                return Update(path, items, overExisting);
            case "pickle":
                return SaveTo(path, saved => Pickle.Save(saved, array), overExisting);
            case "joblib":
                return SaveTo(path, saved => Joblib.Save(saved, array), overExisting);
            case "joblib-compressed":
                var fastestJoblib = new JoblibWriteOptions { Compression = JoblibCompression.Zlib, Level = 1 };
                return SaveTo(path, saved => Joblib.Save(saved, array, fastestJoblib), overExisting);
            case "least":
                byte[] content = Npy.Save(array);
                return SaveTo(path, saved => SaveLeast(saved, content), overExisting);
            default:
                throw new NotSupportedException($"unknown kind of save {kind}");
        }
    }

    private static Operation SaveTo(string path, Action<string> save, bool overExisting)
    {
        string saved = SavePath(path, 0);
        if (overExisting)
            save(saved);

        return new Operation(
            _ =>
            {
                save(saved);
                return saved;
            },
            SizeOf)
        {
            BeforeEach = () => Settle(path, saved),
            AfterEach = overExisting ? null : () => File.Delete(saved),
            After = () => DeleteSaved(path),
        };
    }

    private static void Create(string path, NpzItem[] items)
    {
        using NpzWriter writer = Npz.Create(path);
        foreach (NpzItem item in items)
            writer.Add(item);

        writer.Complete();
    }

    /// <summary>Replaces the second of two entries. The archive is opened outside the timing; an update always replaces, so that "new" is the same archive saved to a new name.</summary>
    private static Operation Update(string path, NpzItem[] items, bool overExisting)
    {
        if (!overExisting)
            return SaveTo(path, saved => Npz.Save(saved, items), overExisting);
        string saved = SavePath(path, 0);
        NpzUpdate update = null!;
        Npz.Save(saved, items);
        return new Operation(
            _ =>
            {
                update.Set(items[1]);
                update.Complete();
                return saved;
            },
            SizeOf)
        {
            BeforeEach = () =>
            {
                Settle(path, saved);
                update = Npz.Update(saved);
            },
            AfterEach = () => update.Dispose(),
            After = () => DeleteSaved(path),
        };
    }

    /// <summary>
    /// Before a large save: what is replaced goes to the disk, since the kernel holds back whoever writes while two large files have not; and memory for the new file is at hand, since the
    /// machine may have given it back to its host meanwhile.
    /// </summary>
    private static void Settle(string source, string saved)
    {
        const long Large = 16 << 20;
        long length = new FileInfo(source).Length;
        if (length < Large)
            return;
        if (File.Exists(saved))
        {
            using SafeFileHandle file = File.OpenHandle(saved, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(file);
        }

        MemoryToucher.Touch(length);
    }

    /// <summary>The calls of the kernel that saving takes at least, and nothing else; a replaced file is freed in the background.</summary>
    private static void SaveLeast(string path, byte[] content)
    {
        var calls = new FileCalls();
        ReadOnlySpan<byte> folder = [.. Encoding.UTF8.GetBytes(Path.GetDirectoryName(path)!), 0];
        ReadOnlySpan<byte> name = [.. Encoding.UTF8.GetBytes(Path.GetFileName(path)), 0];
        Check(calls.Open(Libc.CurrentDirectory, folder, Libc.PathOnly | Libc.Directory, 0, out SafeFileHandle directory));
        bool isReplacing = calls.Open(directory, name, Libc.WriteOnly, 0, out SafeFileHandle old) == 0;
        Check(calls.Open(directory, ".\0"u8, Libc.WriteOnly | Libc.Nameless, 0x1A4, out SafeFileHandle file));
        using (directory)
        using (file)
        {
            if (isReplacing)
                Check(calls.Allocate(file, 0, content.Length));
            calls.Write(file, content, 0);
            ReadOnlySpan<byte> source = [.. Encoding.UTF8.GetBytes($"/proc/self/fd/{file.DangerousGetHandle()}"), 0];
            Check(calls.Link(Libc.CurrentDirectory, source, Libc.FollowLink, directory, isReplacing ? ".least\0"u8 : name));
            if (!isReplacing)
                return;
            Check(calls.Rename(directory, ".least\0"u8, name));
            LateClosing.Add(old);
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new IOException($"error {error}", error);
    }
}
