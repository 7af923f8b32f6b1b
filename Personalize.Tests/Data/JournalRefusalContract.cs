using Microsoft.EntityFrameworkCore;
using Personalize.Data.Activities;
using Personalize.Engine.Interactions;

namespace Personalize.Tests.Data;

/// <summary>What every journal refuses: the whole batch, before any of it is stored.</summary>
public abstract class JournalRefusalContract(TestDatabase database) : JournalSuite(database)
{
    [Fact]
    public async Task Activity_of_an_unknown_customer_rejects_the_batch_and_leaves_nothing()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();

        await RejectsAsync([View(customer), View(int.MaxValue)]);

        await HasAsync(customer, activities: 0, mass: 0);
    }

    [Fact]
    public async Task Activity_of_an_unknown_item_rejects_the_batch_and_leaves_nothing()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();

        await RejectsAsync([View(customer), View(customer) with { ItemId = int.MaxValue }]);

        await HasAsync(customer, activities: 0, mass: 0);
    }

    [Fact]
    public async Task Deleted_customer_counts_as_unknown()
    {
        Database.Require();
        var (deleted, alive) = (await Database.AddCustomerAsync(), await Database.AddCustomerAsync());
        await using (var db = await Database.OpenAsync())
        {
            (await db.Customers.SingleAsync(row => row.Id == deleted, Cancellation)).DeletedAt = Noon;
            await db.SaveChangesAsync(Cancellation);
        }

        await RejectsAsync([View(alive), View(deleted)]);

        await HasAsync(alive, activities: 0, mass: 0);
    }

    public static TheoryData<double, double> PoisonousFigures => new()
    {
        { double.NaN, 1 }, { double.PositiveInfinity, 1 }, { double.NegativeInfinity, 1 },
        { 1, double.NaN }, { 1, double.PositiveInfinity }, { 1, -0.5 },
    };

    [Theory]
    [MemberData(nameof(PoisonousFigures))]
    public async Task Figures_that_would_poison_sums_are_rejected(double value, double mass)
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();

        await RejectsAsync([View(customer), View(customer) with { Value = value, EngagementMass = mass }]);

        await HasAsync(customer, activities: 0, mass: 0);
    }

    [Fact]
    public async Task Sum_of_masses_beyond_double_is_rejected()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();
        await Database.Journal.AppendAsync([View(customer, mass: 1e308)], Cancellation);

        await RejectsAsync([View(customer, mass: 1e308)]);

        await HasAsync(customer, activities: 1, mass: 1e308);
    }

    [Fact]
    public async Task Text_of_the_greatest_length_is_kept_and_a_longer_one_rejected()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();
        var text = new string('ß', Activity.TextMaxLength);

        await Database.Journal.AppendAsync([View(customer) with { Text = text }], Cancellation);
        await RejectsAsync([View(customer) with { Text = text + "ß" }]);
        await RejectsAsync([View(customer) with { Text = "a\0b" }]);

        await using var db = await Database.OpenAsync();
        Assert.Equal([text], await db.Activities.Where(row => row.CustomerId == customer).Select(row => row.Text).ToListAsync(Cancellation));
    }

    [Theory]
    [InlineData((ActivityKind)99)]
    [InlineData((ActivityKind)(-1))]
    public async Task Activity_of_no_known_kind_is_rejected(ActivityKind kind)
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();

        await RejectsAsync([View(customer), View(customer) with { Kind = kind }]);

        await HasAsync(customer, activities: 0, mass: 0);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_rejected_and_a_whole_one_kept()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();
        // Not as arguments of a theory: those are kept as UTF-8, which turns a half into another character.
        foreach (var text in new[] { "half \uD83D", "\uDC4B half", "\uDC4B\uD83D" })
            await RejectsAsync([View(customer), View(customer) with { Text = text }]);
        await RejectsAsync([View(customer) with { Source = "ap\uD83D" }]);

        await Database.Journal.AppendAsync([View(customer) with { Text = "\uD83D\uDC4B" }], Cancellation);

        await HasAsync(customer, activities: 1, mass: 0.5);
    }

    [Fact]
    public async Task Journal_works_on_after_a_rejection()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();
        await RejectsAsync([View(int.MaxValue)]);

        Assert.True(Assert.Single(await Database.Journal.AppendAsync([View(customer)], Cancellation)) > 0);
    }

    private Task<JournalRejectedException> RejectsAsync(NewActivity[] batch) =>
        Assert.ThrowsAsync<JournalRejectedException>(() => Database.Journal.AppendAsync(batch, Cancellation));
}
