using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>Two files as a test of lists: the vocabularies are those of the training file.</summary>
/// <param name="DroppedItems">Held-out pairs whose item the training file does not have: nobody could list it.</param>
/// <param name="DroppedCustomers">Customers of the test file whom the training file does not have.</param>
internal sealed record RankingFiles(Fold Fold, bool HasTimes, int DroppedItems, int DroppedCustomers)
{
    /// <remarks>
    /// A pair counts once in the matrix, with weight 1, however often it stands in the file; events keep each line with its
    /// value as amount. Values of the test file are relevances.
    /// </remarks>
    public static RankingFiles Read(string trainFile, string testFile)
    {
        var lines = TsvFile.Read(trainFile);
        var train = Train(lines);
        var test = TsvFile.Read(testFile);
        var customers = test.Customers.ConvertAll(train.Customers.NumberOf);
        var items = test.Items.ConvertAll(train.Items.NumberOf);
        var truth = new SortedDictionary<int, Dictionary<int, float>>();
        var dropped = 0;
        foreach (var line in test.Lines)
        {
            var (customer, item) = (customers[line.Customer], items[line.Item]);
            if (customer < 0) continue;
            if (item < 0)
            {
                dropped++;
                continue;
            }
            if (!truth.TryGetValue(customer, out var judged)) truth.Add(customer, judged = []);
            judged[item] = Math.Max(judged.GetValueOrDefault(item), Math.Max(0, line.Value));
        }
        var cases = truth.Select(pair => EvaluationCase.Of(train, pair.Key, Judgements.Of(pair.Value.Select(static judged => (judged.Key, judged.Value)))));
        var name = $"{Path.GetFileName(trainFile)} → {Path.GetFileName(testFile)}";
        return new RankingFiles(new Fold(name, train, [.. cases]), lines.HasTimes, dropped, customers.Count(static number => number < 0));
    }

    private static TrainingSet Train(TsvFile lines)
    {
        var customers = Vocabulary.Of(lines.Customers);
        var items = Vocabulary.Of(lines.Items);
        var customerNumbers = lines.Customers.ConvertAll(customers.NumberOf);
        var itemNumbers = lines.Items.ConvertAll(items.NumberOf);
        var matrix = new InteractionMatrixBuilder(customers.Count, items.Count);
        var pairs = new HashSet<(int, int)>(lines.Lines.Count);
        var events = new List<(int, ItemEvent)>();
        var newest = 0L;
        foreach (var line in lines.Lines)
        {
            var (customer, item) = (customerNumbers[line.Customer], itemNumbers[line.Item]);
            if (pairs.Add((customer, item))) matrix.Add(customer, item, 1);
            if (!lines.HasTimes) continue;
            events.Add((customer, new ItemEvent(item, ActivityKind.Purchase, line.Value, line.At)));
            newest = Math.Max(newest, line.At);
        }
        return new TrainingSet(matrix.Build(), customers, items, DateTimeOffset.FromUnixTimeSeconds(newest))
        {
            Events = lines.HasTimes ? EventLog.Of(customers.Count, items.Count, events) : EventLog.Empty,
        };
    }
}
