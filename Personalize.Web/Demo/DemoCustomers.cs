using System.Globalization;
using Personalize.Data.Customers;

namespace Personalize.Web.Demo;

/// <summary>A demo customer with what nobody sees: tastes and temper.</summary>
/// <param name="ShelfWeights">Parallel to the shelves; above 0, so that everybody strays now and then.</param>
/// <param name="Pace">How many sessions compared with others; 0 for customers who never came.</param>
/// <param name="Mood">Added to what reviews say, around 0.</param>
internal sealed record DemoCustomer(
    Customer Customer, Persona Persona, double[] ShelfWeights, double Pace, double Mood, double PriceTaste);

/// <summary>2,000 people. Some are strangers: interests only, or nothing at all.</summary>
internal static class DemoCustomers
{
    public const double InterestsOnlyShare = 0.06;
    public const double StrangerShare = 0.04;

    // What an hour of idle browsing outside one's tastes amounts to, per shelf.
    private const double StrayWeight = 0.012;

    public static IReadOnlyList<DemoCustomer> People(
        Random random, int count, IReadOnlyList<Shelf> shelves, IReadOnlyList<DemoItem> items, DateTimeOffset now)
    {
        var shelfNumbers = shelves.Select((shelf, number) => (shelf.Name, number)).ToDictionary(pair => pair.Name, pair => pair.number);
        List<DemoCustomer> people = new(count);
        for (var number = 1; number <= count; number++) people.Add(Person(random, number, shelves, shelfNumbers, items, now));
        return people;
    }

    private static DemoCustomer Person(
        Random random, int number, IReadOnlyList<Shelf> shelves, Dictionary<string, int> shelfNumbers,
        IReadOnlyList<DemoItem> items, DateTimeOffset now)
    {
        var persona = Draw.Of(random, Persona.All);
        var weights = Tastes(random, persona, shelfNumbers);
        var kind = random.NextDouble();
        var isStranger = kind < StrangerShare;
        var isCold = kind < StrangerShare + InterestsOnlyShare;
        var mood = 0.1 * Draw.Normal(random);
        var joined = now.AddDays(-random.Next(5, 700)).AddMinutes(-random.Next(1440));
        var customer = new Customer
        {
            CustomerId = string.Create(CultureInfo.InvariantCulture, $"C{number:D5}"),
            CreatedAt = joined,
            UpdatedAt = joined,
        };
        if (!isStranger) FillIn(random, customer, persona, weights, shelves, mood, isCold);
        if (!isCold && random.NextDouble() < 0.25) Declare(random, customer, weights, shelves, items, now);
        return new DemoCustomer(
            customer, persona, weights, isCold ? 0 : Math.Exp(0.8 * Draw.Normal(random)), mood, Draw.Normal(random));
    }

    private static double[] Tastes(Random random, Persona persona, Dictionary<string, int> shelfNumbers)
    {
        var weights = new double[shelfNumbers.Count];
        Array.Fill(weights, StrayWeight);
        Add(persona, 1);
        if (random.NextDouble() < 0.45) Add(Draw.Of(random, Persona.All), 0.35);
        return weights;

        void Add(Persona taste, double share)
        {
            var total = taste.Tastes.Sum(one => one.Weight);
            // Nobody is the average of their kind.
            foreach (var (shelf, weight) in taste.Tastes)
                weights[shelfNumbers[shelf]] += share * weight / total * Math.Exp(0.5 * Draw.Normal(random));
        }
    }

    private static void FillIn(
        Random random, Customer customer, Persona persona, double[] weights, IReadOnlyList<Shelf> shelves, double mood, bool isCold)
    {
        customer.Age = random.NextDouble() < 0.92 ? random.Next(persona.AgeFrom, persona.AgeTo + 1) : null;
        customer.Gender = random.NextDouble() switch
        {
            < 0.06 => null,
            < 0.09 => "nonbinary",
            _ => random.NextDouble() < persona.FemaleShare ? "female" : "male",
        };
        customer.SocialMediaActivity = random.NextDouble() < 0.85 ? Draw.Of(random, ["low", "medium", "medium", "high"]) : null;
        if (isCold || random.NextDouble() < 0.9) customer.Interests = Interests(random, weights, shelves);
        if (isCold && random.NextDouble() < 0.5) customer.DeclaredEngagement = Math.Round(0.1 + (0.5 * random.NextDouble()), 2);
        if (random.NextDouble() < 0.7)
            customer.SentimentScore = Math.Round(Math.Clamp(0.62 + mood + (0.08 * Draw.Normal(random)), 0, 1), 2);
    }

    private static List<string> Interests(Random random, double[] weights, IReadOnlyList<Shelf> shelves)
    {
        var wanted = random.Next(2, 6);
        List<string> interests = [];
        for (var draw = 0; draw < 20 && interests.Count < wanted; draw++)
        {
            var tags = shelves[Draw.Weighted(random, weights)].Tags;
            var interest = tags[random.NextDouble() < 0.7 ? 0 : random.Next(tags.Length)];
            if (!interests.Contains(interest)) interests.Add(interest);
        }

        return interests;
    }

    private static void Declare(
        Random random, Customer customer, double[] weights, IReadOnlyList<Shelf> shelves, IReadOnlyList<DemoItem> items, DateTimeOffset now)
    {
        for (var purchases = random.Next(1, 5); purchases > 0; purchases--)
        {
            var shelf = shelves[Draw.Weighted(random, weights)];
            var item = Draw.Of(random, [.. items.Where(one => one.Shelf == shelf)]).Item;
            if (customer.PurchaseHistory.Exists(known => known.Item == item.Title)) continue;
            customer.PurchaseHistory.Add(new DeclaredPurchase
            {
                Item = item.Title,
                Quantity = 1,
                PriceCents = item.PriceCents,
                At = now.AddDays(-random.Next(181, 600)),
            });
        }
    }
}
