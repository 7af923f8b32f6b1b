using System.Text.Json;
using Personalize.Engine.Diversity;
using Personalize.Engine.Interactions;
using Personalize.Engine.Replay;
using Personalize.Engine.Rules;
using Personalize.Engine.Scoring;

namespace Personalize.Tests.Engine.Replay;

public sealed class ListRecordTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_record_reads_back_as_it_was()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            Shelf shelf = new(new SortedDictionary<int, string>(Some(random, _ => "out of stock")), [.. Enumerable.Range(0, 40).Select(item => item % 7 == 0 ? null : $"Category {item % 5}")]);
            var record = Drawn(random, shelf);

            var read = ListRecord.Read(record.ToBytes(), Shelf.Read(shelf.Content));

            Assert.Equal(Told(record), Told(read));
            Assert.Equal(record.ToBytes(), read.ToBytes());
        }
    }

    [Fact]
    public void A_record_holds_all_that_a_list_can_be_made_of()
    {
        // Whoever adds to these adds to the format of the record too, and to the test above; otherwise replays would differ.
        Assert.Equal(["CustomerId", "Interests", "DeclaredPurchases", "History"], Own<CustomerFacts>());
        Assert.Equal(["Item", "Kind", "At", "Amount"], Own<ItemTouch>());
        Assert.Equal(["Count", "Excluded", "Rules", "Diversity", "Categories", "Weights", "ReasonsPerPart"], Own<RecommendationRequest>());
        Assert.Equal(["Unavailable", "Owned", "Had", "Cooldowns", "Dismissed", "DismissedFor", "Shown", "MostShown", "Pins", "MostRepeats"], Own<ItemRules>());
        Assert.Equal(["RelevanceShare", "Pool"], Own<DiversitySettings>());
        Assert.Equal(["Most", "CategoryOf"], Own<CategoryCap>());

        static IEnumerable<string> Own<T>() => typeof(T).GetProperties().Where(property => property.GetMethod!.IsStatic is false).Select(property => property.Name);
    }

    [Fact]
    public void What_was_cut_short_or_is_of_another_format_is_refused()
    {
        Shelf shelf = new(new Dictionary<int, string> { [3] = "inactive" }, ["a", null]);
        var bytes = Drawn(new Random(1), shelf).ToBytes();
        for (var length = 0; length < bytes.Length; length++) Assert.Throws<InvalidDataException>(() => ListRecord.Read(bytes.AsMemory(0, length), shelf));
        for (var length = 0; length < shelf.Content.Length; length++) Assert.Throws<InvalidDataException>(() => Shelf.Read(shelf.Content[..length]));
        bytes[0]++;

        Assert.Contains("has format 2, this program reads 1", Assert.Throws<InvalidDataException>(() => ListRecord.Read(bytes, shelf)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_shelves_have_one_id_and_others_another()
    {
        Shelf one = new(new Dictionary<int, string> { [3] = "inactive", [1] = "inactive" }, ["a", null]);

        Assert.Equal(one.Id, new Shelf(new Dictionary<int, string> { [1] = "inactive", [3] = "inactive" }, ["a", null]).Id);
        Assert.NotEqual(one.Id, new Shelf(new Dictionary<int, string> { [3] = "inactive" }, ["a", null]).Id);
        Assert.NotEqual(one.Id, new Shelf(one.Unavailable, ["a", "b"]).Id);
        Assert.NotEqual(one.Id, new Shelf(one.Unavailable, []).Id);
        Assert.Equal(("a", null, null), (one.CategoryOf(0), one.CategoryOf(1), one.CategoryOf(2)));
    }

    private static ListRecord Drawn(Random random, Shelf shelf) => new(
        new ListRecipe
        {
            ModelVersion = random.NextInt64(),
            ModelsTrainedAt = Time(random),
            At = Time(random),
            Facts = new CustomerFacts
            {
                CustomerId = random.Next(3) == 0 ? null : $"Kunde Ü {random.Next()}",
                Interests = [.. Enumerable.Range(0, random.Next(4)).Select(_ => $"interest 👋 {random.Next()}")],
                DeclaredPurchases = [.. Enumerable.Range(0, random.Next(4)).Select(_ => $"item {random.Next()}")],
                History = [.. Enumerable.Range(0, random.Next(200)).Select(_ => Touch(random))],
            },
            Request = new RecommendationRequest
            {
                Count = random.Next(1, 101),
                ReasonsPerPart = random.Next(4),
                Excluded = Some(random, _ => 0).Keys.ToHashSet(),
                Rules = new ItemRules
                {
                    Unavailable = shelf.Unavailable,
                    Owned = Some(random, _ => 0).Keys.ToHashSet(),
                    Had = Some(random, _ => 0).Keys.ToHashSet(),
                    Cooldowns = Some(random, _ => new TimeSpan(random.NextInt64())),
                    Dismissed = Some(random, _ => Time(random)),
                    DismissedFor = new TimeSpan(random.NextInt64()),
                    Shown = Some(random, _ => random.Next()),
                    MostShown = random.Next(2) == 0 ? null : random.Next(3),
                    Pins = Some(random, _ => random.Next()),
                    MostRepeats = random.Next(2) == 0 ? null : random.Next(3),
                },
                Diversity = random.Next(2) == 0 ? null : new DiversitySettings { RelevanceShare = random.NextDouble(), Pool = random.Next() },
                Categories = random.Next(2) == 0 ? null : new CategoryCap(random.Next(1, 9), shelf.CategoryOf),
                Weights = random.Next(2) == 0 ? null : Weights(random),
            },
        },
        new ListOutcome((Rung)random.Next(4), Weights(random), [.. Enumerable.Range(0, random.Next(11)).Select(_ => new OutcomeItem(random.Next(), random.NextDouble()))]));

    private static ItemTouch Touch(Random random) =>
        new(random.Next(), (ActivityKind)random.Next(5), Time(random), random.Next(2) == 0 ? 1 : random.NextSingle() * 100);

    private static Dictionary<string, double> Weights(Random random) =>
        Enumerable.Range(0, random.Next(1, 5)).ToDictionary(number => $"scorer-{number}", _ => random.NextDouble());

    private static Dictionary<int, T> Some<T>(Random random, Func<int, T> value) =>
        Enumerable.Range(0, random.Next(10)).Select(_ => random.Next()).Distinct().ToDictionary(item => item, value);

    private static DateTimeOffset Time(Random random) => At.AddTicks(random.NextInt64(-TimeSpan.TicksPerDay * 900, TimeSpan.TicksPerDay));

    // Records of records compare by reference; as text they compare by all they hold.
    private static string Told(ListRecord record) => JsonSerializer.Serialize(new
    {
        record.Recipe.ModelVersion,
        record.Recipe.ModelsTrainedAt,
        record.Recipe.At,
        record.Recipe.Facts,
        Request = record.Recipe.Request with { Categories = null },
        Categories = record.Recipe.Request.Categories is { } cap ? Enumerable.Range(-1, 42).Select(item => $"{cap.Most} {cap.CategoryOf(item)}") : null,
        record.Outcome,
    });
}
