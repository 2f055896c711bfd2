//! The words that are understood, by what they mean. A word may stand in several tables: "autumn" is a place with leaves.

use crate::theme::{
    Light, Theme,
    Theme::{Beach, Candy, Castle, Cave, City, Garden, House, Park, Snow, Space},
    Weather,
};

/// The places that words speak of, and how surely, from 1 to 4.
pub(super) const PLACES: &[(Theme, u32, &str)] = &[
    (Garden, 4, "garden meadow jungle forest rainforest woods woodland farm farmyard greenhouse backyard"),
    (Garden, 3, "flower field swamp plant vegetable orchard hill countryside prairie savanna safari grass nature barn"),
    (Garden, 2, "wood bush leaf spring green hedge nest burrow rose tulip daisy sunflower bamboo mushroom herb"),
    (House, 4, "house home room bedroom kitchen attic bathroom playroom living nursery apartment cellar basement"),
    (
        House,
        3,
        "toy school kindergarten classroom doll dollhouse lego blocks library museum cupboard furniture sofa bed",
    ),
    (House, 2, "pillow blanket carpet sleepover toybox crayon pencil laundry grandma grandpa hospital office"),
    (
        Beach,
        4,
        "beach sea ocean island coast desert seaside lagoon tropical hawaii caribbean underwater aquarium shore",
    ),
    (Beach, 3, "sand palm surf surfing coral reef harbour harbor port ship boat submarine sahara egypt pyramid oasis"),
    (Beach, 2, "summer holiday vacation shell water swimming pool wave treasure coconut cactus beachball"),
    (
        Space,
        4,
        "space moon planet galaxy mars orbit universe spaceship cosmos cosmic saturn jupiter asteroid spacestation",
    ),
    (Space, 3, "star meteor comet rocketship starship nebula blackhole laser scifi lunar satellite extraterrestrial"),
    (Space, 2, "future futuristic science laboratory lab cyber hologram gravity"),
    (Park, 4, "park playground fairground funfair carnival amusement themepark rollercoaster"),
    (Park, 3, "picnic lake zoo autumn fall circus pond river camping campsite skatepark football soccer stadium"),
    (Park, 2, "tree sport sports basketball tennis swing slide balloon bike bicycle skateboard race festival"),
    (Cave, 4, "cave cavern mine underground volcano grotto prehistoric jurassic mineshaft underworld"),
    (Cave, 3, "crystal rock lava tunnel gem diamond canyon cliff magma stone stoneage dig fossil minecraft hell deep"),
    (Cave, 2, "mountain gold ruby emerald mud earthquake burning fire"),
    (Castle, 4, "castle palace fortress medieval citadel chateau dungeon"),
    (Castle, 3, "fairytale haunted tower kingdom graveyard cemetery royal throne temple ruin mansion crypt"),
    (Castle, 2, "halloween spooky magic magical enchanted creepy bone sword shield spell pumpkin curse"),
    (Snow, 4, "winter arctic igloo antarctic antarctica glacier iceberg northpole southpole"),
    (Snow, 3, "snow ice icy frozen pole ski skiing christmas xmas frost frosty snowy alps siberia"),
    (Snow, 2, "cold freezing sled skating reindeer jingle present sleigh"),
    (City, 4, "city town street rooftop skyscraper downtown metropolis york tokyo london paris"),
    (City, 3, "roof road neon subway traffic village train station bridge airport building factory highway racetrack"),
    (City, 2, "shop supermarket mall market cafe restaurant construction garage bus"),
    (Candy, 4, "candy cake chocolate sugar icecream cookie lollipop dessert candyland gingerbread bakery sweets"),
    (
        Candy,
        3,
        "sweet birthday party donut doughnut marshmallow jelly pancake waffle muffin caramel gumball pudding pie",
    ),
    (Candy, 2, "food pizza fruit strawberry banana cherry honey yummy delicious rainbow pastel bubblegum cheese pink"),
];

/// Who lives in a theme, or nearly so: the theme's enemies come along, the ground stays.
pub(super) const BEASTS: &[(Theme, &str)] = &[
    (
        Garden,
        "bat frog boar beetle bug insect animal ant bee wasp butterfly spider snail caterpillar ladybug ladybird \
              dragonfly hedgehog fox wolf wolves rabbit bunny pig cow sheep chicken hen horse pony goat snake monkey \
              gorilla lion tiger elephant giraffe zebra panda parrot crocodile alligator hippo gnome elf mosquito",
    ),
    (House, "mouse mice sock book teddy hamster doll baby clown puppet toaster vacuum kitten puppy"),
    (
        Beach,
        "crab gull seagull octopus squid pirate fish shark mermaid dolphin whale turtle starfish jellyfish lobster \
             clam seahorse camel mummy flamingo pelican eel seal nemo captain",
    ),
    (Space, "alien ufo astronaut rocket monster robot android cyborg martian spaceman slime blob"),
    (Park, "duck bird squirrel goose geese pigeon dog cat swan grasshopper owls raccoon skunk ninja kite"),
    (
        Cave,
        "mole worm golem dinosaur dino trex raptor triceratops stegosaurus pterodactyl brontosaurus troll ogre rhino \
            caveman mammoth dwarf miner lizard scorpion",
    ),
    (
        Castle,
        "knight dragon ghost witch wizard king queen princess prince vampire zombie skeleton goblin demon devil \
              werewolf warrior samurai viking phantom jester sorcerer mage archer",
    ),
    (Snow, "penguin owl yeti snowman snowmen santa bear walrus husky rudolph elsa eskimo hare"),
    (
        City,
        "rat car taxi drone truck superhero digger police policeman firefighter tractor excavator bulldozer \
            motorbike motorcycle spiderman batman hotdog burger thief robber villain",
    ),
    (Candy, "unicorn fairy fairies gummy gumdrop cupcake mermicorn sprinkles"),
];

/// Times of day.
pub(super) const LIGHTS: &[(Light, &str)] = &[
    (
        Light::Night,
        "night nighttime dark midnight moonlight moonlit spooky haunted starry bedtime creepy halloween gloomy \
                    vampire werewolf darkness",
    ),
    (Light::Dusk, "evening dusk sunset twilight afternoon sundown golden"),
    (Light::Dawn, "morning dawn sunrise pink pastel dreamy early"),
    (Light::Day, "day daytime daylight sunny sunshine noon bright sun"),
];

/// Weathers.
pub(super) const WEATHERS: &[(Weather, &str)] = &[
    (
        Weather::Rain,
        "rain rainy raining storm stormy wet thunder thunderstorm lightning drizzle monsoon typhoon hurricane \
                     puddle umbrella rainforest",
    ),
    (Weather::Snow, "snow snowy snowing snowstorm blizzard snowflake snowfall christmas xmas confetti"),
    (Weather::Leaves, "autumn fall windy wind leaves leafy petals blossom breeze tornado"),
    (
        Weather::Glow,
        "firefly fireflies magic magical sparkle sparkling sparkly glow glowing glitter glittery shiny \
                     enchanted ember bubble glowworm lantern",
    ),
    (Weather::Clear, "clear sunny sunshine dry hot cloudless"),
];

/// Words that say nothing about a theme.
pub(super) const SILENT: &str = "a an the of in on at with and or to for from by full lots lot very some my our your is it its \
    where there are was be game level world land theme please like big large giant huge tiny little small cool nice old new \
    under over near behind many funny scary cute i we you me want would lets make made who that this all always super mega \
    really awesome best epic cosy cozy happy beautiful pretty red blue yellow purple orange black white colorful colourful \
    but not no without more most inside outside into up down around place adventure story time day's one two three lost \
    secret hidden crazy silly fun friend friends hero evil bad good great mysterious mystery between through during";

/// What is written in two words and is one.
pub(super) const TOGETHER: &[(&str, &str)] = &[
    ("ice cream", "icecream"),
    ("space ship", "spaceship"),
    ("space station", "spacestation"),
    ("rocket ship", "rocketship"),
    ("black hole", "blackhole"),
    ("sci fi", "scifi"),
    ("sci-fi", "scifi"),
    ("candy land", "candyland"),
    ("north pole", "northpole"),
    ("south pole", "southpole"),
    ("fairy tale", "fairytale"),
    ("theme park", "themepark"),
    ("roller coaster", "rollercoaster"),
    ("rain forest", "rainforest"),
    ("doll house", "dollhouse"),
    ("jelly fish", "jellyfish"),
    ("star fish", "starfish"),
    ("stone age", "stoneage"),
    ("t-rex", "trex"),
    ("t rex", "trex"),
    ("gummy bear", "gummy"),
    ("polar bear", "bear"),
    ("bubble gum", "bubblegum"),
    ("hot dog", "hotdog"),
    ("fun fair", "funfair"),
    ("at night", "night"),
];
