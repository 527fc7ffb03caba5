using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>The record and the member in an error about one value: nested members and members of several values, behind the first piece, read and written in every way.</summary>
public sealed class RecordErrorPlaceTests
{
    private const int Count = 5000;

    private static readonly NpyReadOptions Checked = new() { Casting = Casting.Checked };

    /// <summary>Both sides of the pieces of 1,024, 2,048 and 4,096 records.</summary>
    private static readonly int[] Places = [0, 1, 1023, 1024, 2047, 2048, 4095, 4096, Count - 1];

    private static readonly DType Wider = DType.Parse(
        "[('Id', '<i8'), ('Last', [('Value', '<f8'), ('Day', '<M8[h]')]), ('Levels', '<i8', (3,)), ('Readings', [('Value', '<f8'), ('Day', '<M8[h]')], (2,)), ('When', '<M8[ps]'), ('Pair', [('Levels', '>i4', (3,))], (2,))]");

    public static TheoryData<string, string> Bad => new()
    {
        { "Id", "1099511627776" },
        { "Last.Value", "1E+300" },
        { "Last.Day", "1970-01-02T01" },
        { "Levels", "1099511627776" },
        { "Readings.Value", "1E+300" },
        { "Readings.Day", "1970-01-02T01" },
        { "When", "1970-01-01T00:00:00.000000000025" },
        { "Pair.Levels", "40000" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Read_ValueThatDoesNotFit_NamesRecordAndMember(string member, string value)
    {
        foreach (int place in Places)
        {
            NdArray array = NdArray.Create(Wider, Count);
            SetBad(member, array, place);
            byte[] file = Npy.Save(array);
            byte[] archive = Npz.Save(("a", array));
            Func<Task>[] ways =
            [
                () => Task.FromResult(Npy.Load<Measured>(file, Checked)),
                () => Task.FromResult(Npy.Load<Measured>(new PartialStream(file, 1021), Checked)),
                () => Npy.LoadAsync<Measured>(new PartialStream(file, 1021), Checked),
                () => Task.FromResult(array.To<Measured>(Casting.Checked)),
                () => Task.FromResult(Npz.Load<Measured>(archive, Checked)),
            ];
            foreach (Func<Task> way in ways)
                AssertNames((await Assert.ThrowsAsync<OverflowException>(way)).Message, $"The value of record {place} in field '{member}' is {value}");
            AssertNames(Assert.Throws<OverflowException>(() => array[Slice.Every(-1)].To<Measured>(Casting.Checked)).Message, $"The value of record {Count - 1 - place} in field '{member}' is {value}");
            AssertNames(Assert.Throws<OverflowException>(() => array.Reshape(10, Count / 10).To<Measured>(Casting.Checked)).Message, $"The value of record ({place / (Count / 10)}, {place % (Count / 10)}) in field '{member}' is {value}");
        }
    }

    public static TheoryData<string> Unwritable => ["Name", "Last.Name", "Names", "Pairs.Name", "When", "Last.When", "Pairs.When"];

    [Theory]
    [MemberData(nameof(Unwritable))]
    public async Task Write_ValueThatDoesNotFit_NamesRecordAndMember(string member)
    {
        foreach (int place in Places)
        {
            Noticed[] records = [.. Enumerable.Repeat(0, Count).Select(_ => new Noticed("a", new("b", DateTime.UnixEpoch), ["c", "d"], [new("e", DateTime.UnixEpoch), new("f", DateTime.UnixEpoch)], DateTime.UnixEpoch))];
            records[place] = member switch
            {
                "Name" => records[place] with { Name = "too long" },
                "Last.Name" => records[place] with { Last = new("too long", DateTime.UnixEpoch) },
                "Names" => records[place] with { Names = ["c", "too long"] },
                "Pairs.Name" => records[place] with { Pairs = [new("e", DateTime.UnixEpoch), new("too long", DateTime.UnixEpoch)] },
                "When" => records[place] with { When = default },
                "Last.When" => records[place] with { Last = new("b", default) },
                _ => records[place] with { Pairs = [new("e", DateTime.UnixEpoch), new("f", default)] },
            };
            NdArray<Noticed> array = NdArray.FromArray(records);
            string what = member.EndsWith("When", StringComparison.Ordinal) ? "value" : "text";
            using var file = new TempFile();
            Func<Task>[] ways =
            [
                () => Task.FromResult(Npy.Save(records)),
                () => Task.FromResult(Npy.Save<Noticed>(records.AsSpan(), [Count])),
                () => Task.FromResult(Npy.Save(array)),
                () => Npy.SaveAsync(new MemoryStream(), array),
                () => Task.FromResult(Npz.Save(("a", array.ToNdArray()))),
                () => Task.FromResult(Pickle.Save(array)),
                () => Task.Run(() =>
                {
                    using RowWriter<Noticed> rows = Npy.CreateRows<Noticed>(file.Path, []);
                    rows.Write(records);
                }),
            ];
            foreach (Func<Task> way in ways)
                AssertNames((await Assert.ThrowsAnyAsync<Exception>(way)).Message, $"The {what} of record {place} in field '{member}'");
            AssertNames(Assert.ThrowsAny<Exception>(() => Npy.Save(array[Slice.Every(-1)])).Message, $"The {what} of record {Count - 1 - place} in field '{member}'");
            AssertNames(Assert.ThrowsAny<Exception>(() => Npy.Save(array.Reshape(10, Count / 10).Transpose())).Message, $"The {what} of record ({place % (Count / 10)}, {place / (Count / 10)}) in field '{member}'");
        }
    }

    /// <summary>Archives name the entry before.</summary>
    private static void AssertNames(string message, string expected) => Assert.StartsWith(expected, message.Replace("Entry 'a.npy': ", "", StringComparison.Ordinal), StringComparison.Ordinal);

    private static void SetBad(string member, NdArray array, int place)
    {
        NdArray field = member.Split('.').Aggregate(array, (records, name) => records[name]);
        long[] index = [place, .. field.Shape[1..].ToArray().Select(length => length - 1)];
        switch (field.DType.Kind)
        {
            case DTypeKind.Float:
                field.Set(1e300, index);
                break;
            case DTypeKind.SignedInteger:
                if (field.DType.ItemSize == 4)
                    field.Set(40_000, index);
                else
                    field.Set(1L << 40, index);
                break;
            default:
                field.View(DType.Parse("<i8")).Set(25L, index);
                break;
        }
    }
}

[NpyRecord]
internal partial record struct Reading(float Value, DateOnly Day);

[NpyRecord]
internal partial record struct LevelPair([NpyField(Length = 3)] short[] Levels);

[NpyRecord]
internal partial record struct Measured(int Id, Reading Last, [NpyField(Length = 3)] short[] Levels, [NpyField(Length = 2)] Reading[] Readings, DateTime When, [NpyField(Length = 2)] LevelPair[] Pair);

[NpyRecord]
internal partial record struct NoticedPart([NpyField(Length = 2)] string Name, DateTime When);

[NpyRecord]
internal partial record struct Noticed(
    [NpyField(Length = 2)] string Name, NoticedPart Last, [NpyField(DType = "U2", Length = 2)] string[] Names, [NpyField(Length = 2)] NoticedPart[] Pairs, DateTime When);
