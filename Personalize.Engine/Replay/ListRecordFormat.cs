using Personalize.Engine.Diversity;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Engine.Sections;

namespace Personalize.Engine.Replay;

/// <summary>The bytes of a <see cref="ListRecord"/>. Whatever <see cref="Recommender"/> reads must be in here, in the order in which it is read there.</summary>
internal static class ListRecordFormat
{
    private const int Format = 1;

    public static byte[] Write(ListRecord record)
    {
        var recipe = record.Recipe;
        var writer = new SectionWriter().Int32(Format).Short(recipe.ModelVersion).Time(recipe.ModelsTrainedAt).Time(recipe.At);
        Write(writer, recipe.Facts, recipe.At);
        Write(writer, recipe.Request);
        writer.Short((int)record.Outcome.Rung);
        Write(writer, record.Outcome.Weights);
        writer.Short(record.Outcome.Items.Count);
        foreach (var item in record.Outcome.Items) writer.Short(item.Item).Double(item.Score);
        return writer.Written.ToArray();
    }

    public static ListRecord Read(ReadOnlyMemory<byte> bytes, Shelf shelf) => RecordBytes.Read(bytes, Format, "record of a list", reader =>
    {
        var (version, trainedAt, at) = (reader.Short(), reader.Time(), reader.Time());
        var recipe = new ListRecipe
        {
            ModelVersion = version,
            ModelsTrainedAt = trainedAt,
            At = at,
            Facts = ReadFacts(reader, at),
            Request = ReadRequest(reader, shelf),
        };
        var rung = (Rung)reader.Short();
        var weights = ReadWeights(reader);
        return new ListRecord(recipe, new ListOutcome(rung, weights, [.. ListOf(reader, static from => new OutcomeItem((int)from.Short(), from.Double()))]));
    });

    private static void Write(SectionWriter writer, CustomerFacts facts, DateTimeOffset at)
    {
        Write(writer, facts.CustomerId is null ? [] : [facts.CustomerId]);
        Write(writer, facts.Interests);
        Write(writer, facts.DeclaredPurchases);
        writer.Short(facts.History.Count);
        var before = at.UtcTicks;
        foreach (var touch in facts.History)
        {
            // Mostly one piece, shortly before the one before it.
            var isOne = touch.Amount == 1;
            writer.Short(touch.Item).Short(((int)touch.Kind * 2) + (isOne ? 0 : 1)).Short(before - touch.At.UtcTicks);
            if (!isOne) writer.Short(BitConverter.SingleToInt32Bits(touch.Amount));
            before = touch.At.UtcTicks;
        }
    }

    private static CustomerFacts ReadFacts(SectionReader reader, DateTimeOffset at)
    {
        var (id, interests, declared) = (ReadTexts(reader), ReadTexts(reader), ReadTexts(reader));
        var before = at.UtcTicks;
        return new CustomerFacts
        {
            CustomerId = id is [var known] ? known : null,
            Interests = interests,
            DeclaredPurchases = declared,
            History = ListOf(reader, from =>
            {
                var (item, kind) = ((int)from.Short(), from.Short());
                before -= from.Short();
                var amount = kind % 2 == 0 ? 1 : BitConverter.Int32BitsToSingle((int)from.Short());
                return new ItemTouch(item, (ActivityKind)(kind / 2), new DateTimeOffset(before, TimeSpan.Zero), amount);
            }),
        };
    }

    private static void Write(SectionWriter writer, RecommendationRequest request)
    {
        writer.Short(request.Count).Short(request.ReasonsPerPart);
        RulesFormat.Write(writer, request.Rules);
        RulesFormat.Write(writer, request.Excluded);
        writer.Short(request.Diversity is null ? 0 : 1);
        if (request.Diversity is { } diversity) writer.Double(diversity.RelevanceShare).Short(diversity.Pool);
        writer.Short(request.Categories?.Most ?? 0);
        writer.Short(request.Weights is null ? 0 : 1);
        if (request.Weights is { } weights) Write(writer, weights);
    }

    private static RecommendationRequest ReadRequest(SectionReader reader, Shelf shelf)
    {
        var (count, reasons) = ((int)reader.Short(), (int)reader.Short());
        var rules = RulesFormat.Read(reader, shelf);
        var excluded = RulesFormat.ReadItems(reader);
        var diversity = reader.Short() == 0 ? null : new DiversitySettings { RelevanceShare = reader.Double(), Pool = (int)reader.Short() };
        var categories = (int)reader.Short() is > 0 and var most ? new CategoryCap(most, shelf.CategoryOf) : null;
        return new RecommendationRequest
        {
            Count = count,
            ReasonsPerPart = reasons,
            Rules = rules,
            Excluded = excluded,
            Diversity = diversity,
            Categories = categories,
            Weights = reader.Short() == 0 ? null : ReadWeights(reader),
        };
    }

    private static void Write(SectionWriter writer, IReadOnlyDictionary<string, double> weights)
    {
        writer.Short(weights.Count);
        foreach (var (scorer, weight) in weights) writer.Text(scorer).Double(weight);
    }

    private static Dictionary<string, double> ReadWeights(SectionReader reader) =>
        new(ListOf(reader, static from => KeyValuePair.Create(from.Text(), from.Double())), StringComparer.Ordinal);

    private static void Write(SectionWriter writer, IReadOnlyList<string> texts)
    {
        writer.Short(texts.Count);
        foreach (var text in texts) writer.Text(text);
    }

    private static List<string> ReadTexts(SectionReader reader) => ListOf(reader, static from => from.Text());

    private static List<T> ListOf<T>(SectionReader reader, Func<SectionReader, T> one)
    {
        List<T> all = [];
        // Not made to measure: a number that makes no sense runs out of bytes before it runs out of memory.
        for (var left = reader.Short(); left > 0; left--) all.Add(one(reader));
        return all;
    }
}
