namespace Personalize.Engine.Replay;

/// <summary>A list that was made: what went in, and what came out.</summary>
public sealed record ListRecord(ListRecipe Recipe, ListOutcome Outcome)
{
    /// <summary>All of it but the shelf, which many lists share and which is kept apart.</summary>
    /// <remarks>Some 10 bytes per touch of the history, and 10 per item.</remarks>
    public byte[] ToBytes() => ListRecordFormat.Write(this);

    /// <param name="shelf">The one that the list was made of.</param>
    /// <exception cref="InvalidDataException">It is no record of a list, or one of another format.</exception>
    public static ListRecord Read(ReadOnlyMemory<byte> bytes, Shelf shelf) => ListRecordFormat.Read(bytes, shelf);

    /// <summary>Makes the list again.</summary>
    /// <returns>The first difference as a sentence without its full stop; null when it is the same list, to the bit of each score.</returns>
    /// <exception cref="ArgumentException">The list was made of other models.</exception>
    public string? Replay(ModelSet models) => Outcome.DifferenceTo(ListOutcome.Of(Recipe.Make(models)));
}
