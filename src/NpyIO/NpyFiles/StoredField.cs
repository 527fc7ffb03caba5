namespace NpyIO.NpyFiles;

/// <summary>A field of every record. If the records are refreshed, it has their new rows, too.</summary>
internal sealed class StoredField(StoredArray records, StoredElements all, string name) : StoredView(records)
{
    private volatile Tuple<StoredElements, StoredElements> _found = Tuple.Create(all, all.Field(name));

    internal override StoredElements Elements
    {
        get
        {
            StoredElements now = Viewed.Elements;
            if (!ReferenceEquals(_found.Item1, now))
                _found = Tuple.Create(now, now.Field(name));
            return _found.Item2;
        }
    }

    public override MappedArray Map(MapAccess access = MapAccess.Read) => NpyThrow.FieldAlone();
}
