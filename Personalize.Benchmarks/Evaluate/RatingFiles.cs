using Personalize.Engine.Interactions;
using Personalize.Engine.Ratings;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>Two files as a test of ratings: the vocabularies are those of the training file; what only the test has is -1.</summary>
internal sealed record RatingFiles(Vocabulary Customers, Vocabulary Items, IReadOnlyList<Rating> Train, IReadOnlyList<Rating> Test)
{
    public static RatingFiles Read(string trainFile, string testFile)
    {
        var train = TsvFile.Read(trainFile);
        var customers = Vocabulary.Of(train.Customers);
        var items = Vocabulary.Of(train.Items);
        return new RatingFiles(customers, items, Ratings(train, customers, items), Ratings(TsvFile.Read(testFile), customers, items));
    }

    private static List<Rating> Ratings(TsvFile file, Vocabulary customers, Vocabulary items)
    {
        var customerNumbers = file.Customers.ConvertAll(customers.NumberOf);
        var itemNumbers = file.Items.ConvertAll(items.NumberOf);
        return file.Lines.ConvertAll(line => new Rating(customerNumbers[line.Customer], itemNumbers[line.Item], line.Value, line.At));
    }
}
