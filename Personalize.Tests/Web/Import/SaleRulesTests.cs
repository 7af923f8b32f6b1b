using Personalize.Web.Import.Sheets;

namespace Personalize.Tests.Web.Import;

public sealed class SaleRulesTests
{
    private static readonly string[] Header = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"];
    private static readonly DateTimeOffset Today = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("CustomerID", null, "customer_missing")]
    [InlineData("CustomerID", "123456789012345678901234567890123456789012345678901", "customer_id_length")]
    [InlineData("InvoiceNo", "C536379", "invoice_cancelled")]
    [InlineData("Quantity", 0, "quantity_not_positive")]
    [InlineData("Quantity", -12, "quantity_not_positive")]
    [InlineData("Quantity", "many", "quantity_invalid")]
    [InlineData("Quantity", null, "quantity_invalid")]
    [InlineData("UnitPrice", 0, "price_not_positive")]
    [InlineData("Quantity", "2,5", "quantity_invalid")]
    [InlineData("Quantity", 1_000_000_001, "quantity_invalid")]
    [InlineData("UnitPrice", 100_000_000.01, "price_invalid")]
    [InlineData("UnitPrice", "free", "price_invalid")]
    [InlineData("UnitPrice", "12,50", "price_invalid")]
    [InlineData("UnitPrice", "0,125", "price_invalid")]
    [InlineData("UnitPrice", "1.250,00", "price_invalid")]
    [InlineData("UnitPrice", "12,3456", "price_invalid")]
    [InlineData("UnitPrice", "£", "price_invalid")]
    [InlineData("UnitPrice", "$$5", "price_invalid")]
    [InlineData("UnitPrice", "5 USD", "price_invalid")]
    [InlineData("UnitPrice", "1e999", "price_invalid")]
    [InlineData("StockCode", null, "item_missing")]
    [InlineData("StockCode", "12345678901234567890123456789012345678901234567890123456789012345", "item_length")]
    [InlineData("InvoiceDate", null, "date_invalid")]
    [InlineData("InvoiceDate", 1e300, "date_invalid")]
    [InlineData("InvoiceDate", -1, "date_invalid")]
    [InlineData("InvoiceDate", "9999-99-99", "date_invalid")]
    [InlineData("InvoiceDate", "31/31/2024", "date_invalid")]
    [InlineData("InvoiceDate", "03/04/2024", "date_ambiguous")]
    [InlineData("InvoiceDate", "12/1/2010 8:26", "date_ambiguous")]
    [InlineData("InvoiceDate", "2026-01-01", "date_invalid")]
    public void Faulty_cell_rejects_its_row_with_its_reason(string column, object? value, string code) =>
        Assert.Equal(code, Read(Rules(), (column, value)).Fault?.Code);

    [Fact]
    public void Row_with_many_faults_counts_under_the_first_of_the_order()
    {
        var order = new (string Column, object? Value, string Code)[]
        {
            ("CustomerID", null, "customer_missing"), ("InvoiceNo", "C1", "invoice_cancelled"), ("Quantity", -1, "quantity_not_positive"),
            ("UnitPrice", 0, "price_not_positive"), ("StockCode", null, "item_missing"), ("InvoiceDate", "never", "date_invalid"),
        };
        for (var first = 0; first < order.Length; first++)
            Assert.Equal(order[first].Code, Read(Rules(), [.. order.Skip(first).Select(fault => (fault.Column, fault.Value))]).Fault?.Code);
    }

    [Theory]
    [InlineData("2011-12-09 12:50", "2011-12-09T12:50:00")]
    [InlineData("2011-12-09T12:50:00", "2011-12-09T12:50:00")]
    [InlineData("2011-12-09T14:50:00+02:00", "2011-12-09T12:50:00")]
    [InlineData("12/13/2011 12:50", "2011-12-13T12:50:00")]
    [InlineData("13/12/2011 12:50", "2011-12-13T12:50:00")]
    [InlineData("12/12/2011 12:50", "2011-12-12T12:50:00")]
    [InlineData("9.12.2011 12:50", "2011-12-09T12:50:00")]
    [InlineData("2011-12-09", "2011-12-09T00:00:00")]
    [InlineData(40886.5347222222, "2011-12-09T12:50:00")]
    public void Times_without_a_zone_are_utc(object given, string expected)
    {
        var sale = Read(Rules(), ("InvoiceDate", given)).Sale;

        Assert.Equal(TimeSpan.Zero, sale.At.Offset);
        Assert.Equal(DateTime.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), sale.At.DateTime, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("12.50", 1250L)]
    [InlineData("1,250", 125000L)]
    [InlineData("1,234,567.89", 123456789L)]
    [InlineData("£12.50", 1250L)]
    [InlineData("$ 12.50", 1250L)]
    [InlineData("12.50 €", 1250L)]
    [InlineData("€1,250.00", 125000L)]
    [InlineData("100000000", 10_000_000_000L)]
    public void Price_is_read_where_it_can_mean_one_amount_only(string given, long cents) =>
        Assert.Equal(cents, Read(Rules(), ("UnitPrice", given)).Sale.PriceCents);

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Empty_price_is_an_unknown_price(string? given)
    {
        var (sale, fault) = Read(Rules(), ("UnitPrice", given));

        Assert.Null(fault);
        Assert.Null(sale.PriceCents);
    }

    [Fact]
    public void Refused_number_is_shown_with_the_way_to_write_it()
    {
        var fault = Read(Rules(), ("UnitPrice", "12,50")).Fault!.Value;

        Assert.Equal("12,50", fault.ShownValue);
        Assert.Contains("12.50, not 12,50", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sale_is_read_whole()
    {
        var (sale, fault) = Read(Rules());

        Assert.Null(fault);
        Assert.Equal(("17850", "85123A", "MUG", 6.0, 255L), (sale.CustomerKey, sale.Sku, sale.Description, sale.Quantity, sale.PriceCents));
    }

    [Fact]
    public void Same_lines_in_another_file_get_the_same_ids()
    {
        var (one, other) = (Rules(), Rules());
        Guid[] first = [Read(one).Sale.ActivityId, Read(one).Sale.ActivityId, Read(one, ("Quantity", 7)).Sale.ActivityId];
        Guid[] second = [Read(other).Sale.ActivityId, Read(other, ("Quantity", 7)).Sale.ActivityId, Read(other).Sale.ActivityId];

        Assert.Equal(3, first.Distinct().Count());
        Assert.Equal(first.Order(), second.Order());
    }

    [Theory]
    [InlineData("InvoiceNo", "999999")]
    [InlineData("StockCode", "other")]
    [InlineData("Quantity", 7)]
    [InlineData("UnitPrice", 9.99)]
    [InlineData("CustomerID", 1)]
    [InlineData("InvoiceDate", "2010-12-02")]
    public void Lines_that_differ_get_different_ids(string column, object value) =>
        Assert.NotEqual(Read(Rules()).Sale.ActivityId, Read(Rules(), (column, value)).Sale.ActivityId);

    [Fact]
    public void Sheet_without_quantity_and_price_means_one_piece_at_an_unknown_price()
    {
        var rules = new SaleRules(SheetLayout.From(Rows.Of(1, "customer_id", "sku", "date")), Today);
        Assert.Null(rules.Read(Rows.Of(2, "C1", "S1", "2024-01-02"), out var sale));

        Assert.Equal((1.0, null), (sale.Quantity, sale.PriceCents));
    }

    private static SaleRules Rules() => new(SheetLayout.From(Rows.Of(1, [.. Header])), Today);

    private static (Sale Sale, RowFault? Fault) Read(SaleRules rules, params (string Column, object? Value)[] changes)
    {
        object?[] cells = ["536365", "85123A", "MUG", 6, "2010-12-01 08:26", 2.55, 17850.0, "United Kingdom"];
        foreach (var (column, value) in changes)
            cells[Array.IndexOf(Header, column)] = value;
        var fault = rules.Read(Rows.Of(2, cells), out var sale);
        return (sale, fault);
    }
}
