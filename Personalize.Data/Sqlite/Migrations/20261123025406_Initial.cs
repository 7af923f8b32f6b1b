using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Personalize.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Customers",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CustomerId = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    Age = table.Column<int>(type: "INTEGER", nullable: true),
                    Gender = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    Interests = table.Column<string>(type: "TEXT", nullable: false),
                    DeclaredEngagement = table.Column<double>(type: "REAL", nullable: true),
                    SentimentScore = table.Column<double>(type: "REAL", nullable: true),
                    SocialMediaActivity = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    EngagementMass = table.Column<double>(type: "REAL", nullable: false),
                    ActivityCount = table.Column<long>(type: "INTEGER", nullable: false),
                    LastActivityAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DeletedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false),
                    PurchaseHistory = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Customers", x => x.Id);
                    table.CheckConstraint("CK_Customers_Age", "\"Age\" BETWEEN 0 AND 150");
                    table.CheckConstraint("CK_Customers_CustomerId", "length(\"CustomerId\") > 0");
                    table.CheckConstraint("CK_Customers_CustomerId_Length", "length(\"CustomerId\") <= 50");
                    table.CheckConstraint("CK_Customers_DeclaredEngagement", "\"DeclaredEngagement\" BETWEEN 0 AND 1");
                    table.CheckConstraint("CK_Customers_EngagementMass", "\"EngagementMass\" BETWEEN 0 AND 1.7976931348623157e308");
                    table.CheckConstraint("CK_Customers_Gender_Length", "length(\"Gender\") <= 10");
                    table.CheckConstraint("CK_Customers_SentimentScore", "\"SentimentScore\" BETWEEN 0 AND 1");
                    table.CheckConstraint("CK_Customers_SocialMediaActivity_Length", "length(\"SocialMediaActivity\") <= 10");
                });

            migrationBuilder.CreateTable(
                name: "DecaySettings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    RatePerDay = table.Column<double>(type: "REAL", nullable: false),
                    Landmark = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DecaySettings", x => x.Id);
                    table.CheckConstraint("CK_DecaySettings_OnlyOne", "\"Id\" = 1");
                    table.CheckConstraint("CK_DecaySettings_RatePerDay", "\"RatePerDay\" > 0");
                });

            migrationBuilder.CreateTable(
                name: "Imports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    FileSize = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    RowsRead = table.Column<long>(type: "INTEGER", nullable: false),
                    Created = table.Column<long>(type: "INTEGER", nullable: false),
                    Updated = table.Column<long>(type: "INTEGER", nullable: false),
                    Unchanged = table.Column<long>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<long>(type: "INTEGER", nullable: false),
                    NewCustomers = table.Column<long>(type: "INTEGER", nullable: false),
                    NewItems = table.Column<long>(type: "INTEGER", nullable: false),
                    FailureCode = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    FailureMessage = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Imports", x => x.Id);
                    table.CheckConstraint("CK_Imports_ContentHash_Length", "length(\"ContentHash\") <= 64");
                    table.CheckConstraint("CK_Imports_FailureCode_Length", "length(\"FailureCode\") <= 64");
                    table.CheckConstraint("CK_Imports_FailureMessage_Length", "length(\"FailureMessage\") <= 1000");
                    table.CheckConstraint("CK_Imports_FileName_Length", "length(\"FileName\") <= 255");
                });

            migrationBuilder.CreateTable(
                name: "Items",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Sku = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Category = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Brand = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    PriceCents = table.Column<long>(type: "INTEGER", nullable: true),
                    Tags = table.Column<string>(type: "TEXT", nullable: false),
                    Active = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Items", x => x.Id);
                    table.CheckConstraint("CK_Items_Brand_Length", "length(\"Brand\") <= 100");
                    table.CheckConstraint("CK_Items_Category_Length", "length(\"Category\") <= 200");
                    table.CheckConstraint("CK_Items_Description_Length", "length(\"Description\") <= 4000");
                    table.CheckConstraint("CK_Items_PriceCents", "\"PriceCents\" >= 0");
                    table.CheckConstraint("CK_Items_Sku", "length(\"Sku\") > 0");
                    table.CheckConstraint("CK_Items_Sku_Length", "length(\"Sku\") <= 64");
                    table.CheckConstraint("CK_Items_Title_Length", "length(\"Title\") <= 200");
                });

            migrationBuilder.CreateTable(
                name: "ModelVersions",
                columns: table => new
                {
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    TrainedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AsOf = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Customers = table.Column<int>(type: "INTEGER", nullable: false),
                    Items = table.Column<int>(type: "INTEGER", nullable: false),
                    Activities = table.Column<long>(type: "INTEGER", nullable: false),
                    DurationSeconds = table.Column<double>(type: "REAL", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    SettingsDigest = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Published = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModelVersions", x => x.Version);
                    table.CheckConstraint("CK_ModelVersions_Reason_Length", "length(\"Reason\") <= 32");
                    table.CheckConstraint("CK_ModelVersions_SettingsDigest_Length", "length(\"SettingsDigest\") <= 128");
                });

            migrationBuilder.CreateTable(
                name: "ServedLists",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CustomerId = table.Column<int>(type: "INTEGER", nullable: false),
                    ServedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ModelVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    Rung = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Items = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServedLists", x => x.Id);
                    table.CheckConstraint("CK_ServedLists_Rung_Length", "length(\"Rung\") <= 32");
                    table.CheckConstraint("CK_ServedLists_Source_Length", "length(\"Source\") <= 32");
                    table.ForeignKey(
                        name: "FK_ServedLists_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ImportReasonCounts",
                columns: table => new
                {
                    ImportId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Message = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportReasonCounts", x => new { x.ImportId, x.Code });
                    table.CheckConstraint("CK_ImportReasonCounts_Code_Length", "length(\"Code\") <= 64");
                    table.CheckConstraint("CK_ImportReasonCounts_Message_Length", "length(\"Message\") <= 500");
                    table.ForeignKey(
                        name: "FK_ImportReasonCounts_Imports_ImportId",
                        column: x => x.ImportId,
                        principalTable: "Imports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ImportRejections",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ImportId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Row = table.Column<long>(type: "INTEGER", nullable: false),
                    Column = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Message = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportRejections", x => x.Id);
                    table.CheckConstraint("CK_ImportRejections_Code_Length", "length(\"Code\") <= 64");
                    table.CheckConstraint("CK_ImportRejections_Column_Length", "length(\"Column\") <= 128");
                    table.CheckConstraint("CK_ImportRejections_Message_Length", "length(\"Message\") <= 500");
                    table.CheckConstraint("CK_ImportRejections_Value_Length", "length(\"Value\") <= 200");
                    table.ForeignKey(
                        name: "FK_ImportRejections_Imports_ImportId",
                        column: x => x.ImportId,
                        principalTable: "Imports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Activities",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ActivityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CustomerId = table.Column<int>(type: "INTEGER", nullable: false),
                    ItemId = table.Column<int>(type: "INTEGER", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Value = table.Column<double>(type: "REAL", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    OccurredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Partition = table.Column<short>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Activities", x => x.Sequence);
                    table.CheckConstraint("CK_Activities_Source_Length", "length(\"Source\") <= 32");
                    table.CheckConstraint("CK_Activities_Text_Length", "length(\"Text\") <= 4000");
                    table.CheckConstraint("CK_Activities_Value", "\"Value\" BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308");
                    table.ForeignKey(
                        name: "FK_Activities_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Activities_Items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "Items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Activities_ActivityId",
                table: "Activities",
                column: "ActivityId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Activities_CustomerId_Sequence",
                table: "Activities",
                columns: new[] { "CustomerId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Activities_ItemId",
                table: "Activities",
                column: "ItemId");

            migrationBuilder.CreateIndex(
                name: "IX_Activities_OccurredAt",
                table: "Activities",
                column: "OccurredAt");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_CustomerId",
                table: "Customers",
                column: "CustomerId",
                unique: true,
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_DeletedAt",
                table: "Customers",
                column: "DeletedAt",
                filter: "\"DeletedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ImportRejections_ImportId_Row",
                table: "ImportRejections",
                columns: new[] { "ImportId", "Row" });

            migrationBuilder.CreateIndex(
                name: "IX_Imports_ContentHash",
                table: "Imports",
                column: "ContentHash");

            migrationBuilder.CreateIndex(
                name: "IX_Imports_CreatedAt",
                table: "Imports",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Items_Category",
                table: "Items",
                column: "Category");

            migrationBuilder.CreateIndex(
                name: "IX_Items_Sku",
                table: "Items",
                column: "Sku",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ServedLists_CustomerId_ServedAt",
                table: "ServedLists",
                columns: new[] { "CustomerId", "ServedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ServedLists_ServedAt",
                table: "ServedLists",
                column: "ServedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Activities");

            migrationBuilder.DropTable(
                name: "DecaySettings");

            migrationBuilder.DropTable(
                name: "ImportReasonCounts");

            migrationBuilder.DropTable(
                name: "ImportRejections");

            migrationBuilder.DropTable(
                name: "ModelVersions");

            migrationBuilder.DropTable(
                name: "ServedLists");

            migrationBuilder.DropTable(
                name: "Items");

            migrationBuilder.DropTable(
                name: "Imports");

            migrationBuilder.DropTable(
                name: "Customers");
        }
    }
}
