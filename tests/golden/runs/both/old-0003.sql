PRAGMA application_id = 1128352847;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE argument (  -- the command, one row per word
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "argument" VALUES(0,'/bin/sh');
INSERT INTO "argument" VALUES(1,'-c');
INSERT INTO "argument" VALUES(2,'./old');
CREATE TABLE bucket (  -- stretches of the run, in which uses are summed up
  id INTEGER PRIMARY KEY,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "bucket" VALUES(0,0.0,0.1);
INSERT INTO "bucket" VALUES(1,0.1,0.2);
INSERT INTO "bucket" VALUES(2,0.2,3.00000000000000044408e-01);
INSERT INTO "bucket" VALUES(3,3.00000000000000044408e-01,0.4);
INSERT INTO "bucket" VALUES(4,0.4,0.5);
INSERT INTO "bucket" VALUES(5,0.5,6.00000000000000088817e-01);
INSERT INTO "bucket" VALUES(6,6.00000000000000088817e-01,7.00000000000000066613e-01);
INSERT INTO "bucket" VALUES(7,7.00000000000000066613e-01,0.8);
INSERT INTO "bucket" VALUES(8,0.8,0.9);
INSERT INTO "bucket" VALUES(9,0.9,1.0);
INSERT INTO "bucket" VALUES(10,1.0,1.030017189);
CREATE TABLE carbon (  -- one row: the intensity the run is converted with
  intensity_g_per_j REAL NOT NULL,        -- grams CO2e; times 3.6e6 is g/kWh
  intensity_u_rel REAL NOT NULL,          -- standard relative uncertainty
  place TEXT NOT NULL,
  place_name TEXT NOT NULL,
  year INTEGER,                           -- of the data
  basis TEXT NOT NULL,
  source TEXT NOT NULL,
  stated INTEGER NOT NULL,                -- 0: nobody said where, world average
  pue REAL NOT NULL,                      -- power usage effectiveness, >= 1
  pue_u REAL NOT NULL,                    -- its standard uncertainty
  pue_stated INTEGER NOT NULL,
  series TEXT NOT NULL                    -- file of an hourly series, "" none
) STRICT;
INSERT INTO "carbon" VALUES(1.15e-05,2.84331529684803352431e-01,'FR','France',2025,'lifecycle,generation','OWID/Ember',1,1.0,0.0,0,'');
CREATE TABLE domain (  -- what the meters read, one row each
  id INTEGER PRIMARY KEY,                 -- 0, 1, 2, ...
  meter TEXT NOT NULL,                    -- "rapl-powercap", "model", ...
  name TEXT NOT NULL,                     -- "package-0", "dram-0", ...
  scope TEXT NOT NULL,                    -- what is inside
  source TEXT NOT NULL,                   -- where it is read
  component TEXT NOT NULL,                -- "cpu", "memory", "gpu", "node"
  role TEXT NOT NULL,                     -- "total" is added up; "inside" and "alternative" must never be
  kind TEXT NOT NULL,                     -- "measured", "integrated", "modelled", "assumed"
  u_rel REAL NOT NULL,                    -- standard relative uncertainty of the meter's gain
  update_step_s REAL NOT NULL,            -- the counter steps about this often
  package INTEGER NOT NULL                -- -1 none or all
) STRICT;
INSERT INTO "domain" VALUES(0,'rapl-powercap','package-0','package','powercap/intel-rapl:0','cpu','total','measured',0.03,0.001,0);
INSERT INTO "domain" VALUES(1,'rapl-powercap','dram-0','dram','powercap/intel-rapl:0:1','memory','total','measured',0.1,0.001,0);
INSERT INTO "domain" VALUES(2,'rapl-powercap','core-0','core','powercap/intel-rapl:0:0','cpu','inside','measured',0.03,0.001,0);
CREATE TABLE domain_total (  -- sums over the run, one row per domain
  domain INTEGER PRIMARY KEY REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- columns as in interval_energy
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,
  own_dynamic_j REAL NOT NULL,
  other_dynamic_j REAL NOT NULL,
  tree_static_j REAL NOT NULL,
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,
  idle_known INTEGER NOT NULL,            -- 0: idle_j is 0 because nobody knows it
  idle_power_w REAL NOT NULL,
  idle_power_u_w REAL NOT NULL,           -- standard uncertainty
  factor90_low REAL NOT NULL,             -- 90 % interval of gross_j as factors on it; 0, 0: none given
  factor90_high REAL NOT NULL,
  good_readings INTEGER NOT NULL,
  gap_readings INTEGER NOT NULL,
  lost_readings INTEGER NOT NULL,
  ambiguous_readings INTEGER NOT NULL
) STRICT;
INSERT INTO "domain_total" VALUES(0,32.026312,1.85385705380794902907e+01,1.29822475550292022457e+01,5.05493906891309907614e-01,-4.2500725161431773813e-16,1.77880814755268801263e+01,7.50489062552609942358e-01,1.15508804554933106056e-01,1,1.79983118107745383436e+01,3.245759713125901183e-03,0.0,0.0,6,0,0,0);
INSERT INTO "domain_total" VALUES(1,3.989624,3.089761757295980793e+00,8.65672617558986168262e-01,3.41896251450324040188e-02,2.27682456221955931141e-18,2.96468024683211206493e+00,1.250815104638691444e-01,1.03985295581250896529e-02,1,2.99971863605082145198e+00,5.40842697376628486934e-04,0.0,0.0,6,0,0,0);
INSERT INTO "domain_total" VALUES(2,1.94765090000000036241e+01,8.24067301330232382383e+00,1.08165496730287582495e+01,4.1928631366891738752e-01,-5.55111512312578270211e-17,7.90706935427951140837e+00,3.33603659022813803236e-01,0.0958629874929777,1,8.00051989550081543711e+00,2.42758664790174421427e-03,0.0,0.0,6,0,0,0);
CREATE TABLE function (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- for people
  linkage_name TEXT NOT NULL,             -- as the linker sees it; "" the same
  file TEXT NOT NULL,                     -- source; "" unknown
  first_line INTEGER NOT NULL,            -- 0 unknown
  module INTEGER REFERENCES module(id),   -- NULL for Python
  language TEXT NOT NULL                  -- "native", "python", "kernel"
) STRICT;
INSERT INTO "function" VALUES(0,'_start','','',0,0,'native');
INSERT INTO "function" VALUES(1,'_dl_start','','',0,0,'native');
INSERT INTO "function" VALUES(2,'_dl_sysdep_start','','',0,0,'native');
INSERT INTO "function" VALUES(3,'dl_main','','',0,0,'native');
INSERT INTO "function" VALUES(4,'_dl_relocate_object','','',0,0,'native');
INSERT INTO "function" VALUES(5,'_dl_lookup_symbol_x','','',0,0,'native');
INSERT INTO "function" VALUES(6,'do_lookup_x','','',0,0,'native');
INSERT INTO "function" VALUES(7,'check_match','','',0,0,'native');
INSERT INTO "function" VALUES(8,'strcmp','','',0,0,'native');
INSERT INTO "function" VALUES(9,'_start','','',0,1,'native');
INSERT INTO "function" VALUES(10,'main','','/home/user/projects/series/sum.c',22,1,'native');
INSERT INTO "function" VALUES(11,'fill','','/home/user/projects/series/sum.c',5,1,'native');
INSERT INTO "function" VALUES(12,'sum','','/home/user/projects/series/sum.c',10,1,'native');
INSERT INTO "function" VALUES(13,'__libc_start_main','','',0,2,'native');
INSERT INTO "function" VALUES(14,'__libc_start_call_main','','',0,2,'native');
CREATE TABLE interval (  -- what happened between two readings
  id INTEGER PRIMARY KEY,                 -- ascends with time; numbers are left out where neighbours were joined
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL,
  tree_user_s REAL NOT NULL,              -- CPU time of the program's processes
  tree_system_s REAL NOT NULL,
  own_s REAL NOT NULL,                    -- CPU time of calo
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,                  -- CPU time taken by the hypervisor
  processes INTEGER NOT NULL,             -- at the end of the interval, also threads and memory
  threads INTEGER NOT NULL,
  rss_bytes REAL NOT NULL,
  pss_bytes REAL,
  swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  context_switches INTEGER,               -- of the whole machine
  read_chars_bytes REAL,                  -- through read(2) and friends
  written_chars_bytes REAL,
  read_disk_bytes REAL,                   -- that reached storage
  written_disk_bytes REAL,
  frequency_hz REAL,                      -- mean
  temperature_celsius REAL                -- mean
) STRICT;
INSERT INTO "interval" VALUES(0,0.0,0.048589686,0.016614052,0.0,2.0399999999999966771e-03,0.0,0.0,2,2,2940928.0,444416.0,0.0,174,0,29,9625.0,0.0,0.0,0.0,2950000000.0,54.0);
INSERT INTO "interval" VALUES(1,0.048589686,0.525968897,0.211104423,0.0,1.07799999999999944477e-02,0.0,0.0,2,2,3858432.0,1210368.0,NULL,195,0,344,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(2,0.525968897,0.819589839,1.32201580999999984689e-01,0.0,3.80700000000000482458e-03,0.0,0.0,2,2,3858432.0,NULL,NULL,0,0,206,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(3,0.819589839,0.919525195,4.76463050000000554184e-02,0.0,8.42999999999996529886e-04,0.0,0.0,2,2,3858432.0,NULL,NULL,0,0,71,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(4,0.919525195,1.021681182,0.047786681,0.0,9.4500000000000139444e-04,0.0,0.0,2,2,3858432.0,NULL,NULL,0,0,72,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(5,1.021681182,1.030017189,0.0,4.18495799999990536477e-03,7.41000000000005543121e-04,0.0,0.0,0,0,0.0,NULL,NULL,7,0,0,0.0,12.0,0.0,0.0,NULL,NULL);
CREATE TABLE interval_energy (  -- energy of each domain in each interval, shared out:
  interval INTEGER NOT NULL REFERENCES interval(id),
  domain INTEGER NOT NULL REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- = idle + tree_dynamic + own_dynamic + other_dynamic
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,           -- the program's processes
  own_dynamic_j REAL NOT NULL,            -- calo
  other_dynamic_j REAL NOT NULL,          -- everybody else
  tree_static_j REAL NOT NULL,            -- the program's part of idle, by busy CPU time
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,                -- standard uncertainty of tree_dynamic_j from the sharing alone
  outcome TEXT NOT NULL,                  -- "good", "first", "gap", "ambiguous", "lost", "gone"
  PRIMARY KEY (interval, domain)
) STRICT, WITHOUT ROWID;
INSERT INTO "interval_energy" VALUES(0,0,0.996751,8.74532319415626258063e-01,1.08852892368916792653e-01,1.33657882154570046423e-02,-1.73472347597680709441e-18,7.78893799076566639705e-01,9.56385203390595767247e-02,2.85698657341694906702e-03,'good');
INSERT INTO "interval_energy" VALUES(0,1,0.154388,1.45755386614057708127e-01,7.68855408411755775893e-03,9.44059301824731896511e-04,-3.25260651745651330202e-19,1.29815633219316606261e-01,1.5939753394741115744e-02,2.69061547920630543019e-04,'good');
INSERT INTO "interval_energy" VALUES(0,2,0.488647,3.88742749559137457104e-01,8.89787597807443347841e-02,1.09254906601182026626e-02,3.46944695195361418882e-18,3.46229990985255531299e-01,4.25127585738819188665e-02,2.33536396213821894479e-03,'good');
INSERT INTO "interval_energy" VALUES(1,0,14.702278,8.59201989155953,5.81339823194076465995e+00,2.96859876499704633534e-01,-2.77555756156289135105e-16,8.17458646753313367128e+00,4.17433424026398214312e-01,0.0677849472365941,'good');
INSERT INTO "interval_energy" VALUES(1,1,1.83894,1.43200331569993744018e+00,3.87166132598221524041e-01,1.9770551701841065223e-02,-1.04083408558608425664e-17,1.36243107834082688434e+00,0.0695722373591107,6.01920708517165049117e-03,'good');
INSERT INTO "interval_energy" VALUES(1,2,8.912167,3.81928187530398188798e+00,4.84545314681344674312e+00,2.47431977882571096927e-01,0.0,3.63372644937948230392e+00,1.85555425924499917123e-01,5.64985870208461402053e-02,'good');
INSERT INTO "interval_energy" VALUES(2,0,9.193323,5.28468126828934536831e+00,3.79923540629194800288e+00,1.09406325418706346086e-01,-2.49800180540660221595e-16,5.13675838400914308579e+00,1.47922884280202615592e-01,2.55225470370933973929e-02,'good');
INSERT INTO "interval_energy" VALUES(2,1,1.14092,8.8078021165219733124e-01,2.52858246499791661232e-01,7.28154184801094173096e-03,0.0,8.56126397597921529047e-01,2.46538140542758819895e-02,2.26487202462546293249e-03,'good');
INSERT INTO "interval_energy" VALUES(2,2,5.607645,2.34912018820669077356e+00,3.16731583168861163812e+00,9.1208980104697537361e-02,-1.80411241501587937818e-16,2.2833662446632105869e+00,6.57539435434804225844e-02,2.12774304960747367987e-02,'good');
INSERT INTO "interval_energy" VALUES(3,0,3.453927,1.79866769820875660457e+00,1.62648216028735914662e+00,2.8777141503884436785e-02,3.46944695195361418882e-18,1.76739736200595931592e+00,3.12703362027971776271e-02,6.78644230246931625533e-03,'good');
INSERT INTO "interval_energy" VALUES(3,1,0.407401,2.99777949793573028625e-01,1.05751993664700560948e-01,1.87105654172641747839e-03,6.07153216591882483044e-18,2.94566227091505428159e-01,5.21172270206761607813e-03,5.88328865736258339348e-04,'good');
INSERT INTO "interval_energy" VALUES(3,2,2.189397,7.99534803941956195849e-01,1.36569905675800806754e+00,2.41631393000358539457e-02,3.12250225675825276994e-17,7.85634669887177228275e-01,1.39001340547789987989e-02,5.69833354310355418709e-03,'good');
INSERT INTO "interval_energy" VALUES(4,0,3.34466,1.83863530736343117055e+00,1.4768200088387422042e+00,2.92046837978267165292e-02,9.71445146547012e-17,1.80298067099949266278e+00,3.56546363639383828703e-02,6.87320386104939631821e-03,'good');
INSERT INTO "interval_energy" VALUES(4,1,0.407228,3.06439217988065615294e-01,9.8834295791742646231e-02,1.95448622019170912059e-03,8.23993651088983369845e-18,3.00496778592249935702e-01,5.94243939581568045987e-03,6.13307204555965375207e-04,'good');
INSERT INTO "interval_energy" VALUES(4,2,2.070689,8.17301006438023169842e-01,1.22908241596624234759e+00,2.43055775957342797e-02,9.36750677027475830982e-17,8.01451985118936449659e-01,1.58490213190867167136e-02,5.72021908994160138695e-03,'good');
INSERT INTO "interval_energy" VALUES(5,0,0.335373,1.50034053242799836347e-01,1.57458855301469330401e-01,2.78800914557308064656e-02,3.46944695195361418882e-18,1.27464791902585916627e-01,2.25692613402139301281e-02,5.68467754430996251302e-03,'good');
INSERT INTO "interval_energy" VALUES(5,1,0.040747,2.5005675548150203824e-02,1.33733949204122570808e-02,2.36792953143753889463e-03,-1.3010426069826053208e-18,2.12441319902920630613e-02,3.7615435578581416301e-03,6.43752830115123706421e-04,'good');
INSERT INTO "interval_energy" VALUES(5,2,0.207964,6.66923898525343394894e-02,1.20020462021705215382e-01,2.1251148125760458557e-02,-3.46944695195361418882e-18,5.6660014245448531156e-02,1.00323756070858118027e-02,4.33305338087344553421e-03,'good');
CREATE TABLE location (  -- places in code
  id INTEGER PRIMARY KEY,
  module INTEGER REFERENCES module(id),   -- NULL for Python
  address INTEGER NOT NULL                -- virtual address in the module's own file; 0 for Python
) STRICT;
INSERT INTO "location" VALUES(0,0,109431);
INSERT INTO "location" VALUES(1,0,113867);
INSERT INTO "location" VALUES(2,0,107342);
INSERT INTO "location" VALUES(3,0,122424);
INSERT INTO "location" VALUES(4,0,58464);
INSERT INTO "location" VALUES(5,0,39575);
INSERT INTO "location" VALUES(6,0,37145);
INSERT INTO "location" VALUES(7,0,35878);
INSERT INTO "location" VALUES(8,0,140474);
INSERT INTO "location" VALUES(9,0,56780);
INSERT INTO "location" VALUES(10,1,4368);
INSERT INTO "location" VALUES(11,2,160516);
INSERT INTO "location" VALUES(12,2,160329);
INSERT INTO "location" VALUES(13,1,5317);
INSERT INTO "location" VALUES(14,1,4629);
INSERT INTO "location" VALUES(15,1,4616);
INSERT INTO "location" VALUES(16,1,4624);
INSERT INTO "location" VALUES(17,1,5422);
INSERT INTO "location" VALUES(18,1,4663);
INSERT INTO "location" VALUES(19,1,4667);
CREATE TABLE location_line (  -- functions and lines of a location: inlined ones in each other
  location INTEGER NOT NULL REFERENCES location(id),
  position INTEGER NOT NULL,              -- 0 innermost
  function INTEGER NOT NULL REFERENCES function(id),
  line INTEGER NOT NULL,                  -- 0 unknown
  PRIMARY KEY (location, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "location_line" VALUES(0,0,0,0);
INSERT INTO "location_line" VALUES(1,0,1,0);
INSERT INTO "location_line" VALUES(2,0,2,0);
INSERT INTO "location_line" VALUES(3,0,3,0);
INSERT INTO "location_line" VALUES(4,0,4,0);
INSERT INTO "location_line" VALUES(5,0,5,0);
INSERT INTO "location_line" VALUES(6,0,6,0);
INSERT INTO "location_line" VALUES(7,0,7,0);
INSERT INTO "location_line" VALUES(8,0,8,0);
INSERT INTO "location_line" VALUES(9,0,4,0);
INSERT INTO "location_line" VALUES(10,0,9,0);
INSERT INTO "location_line" VALUES(11,0,13,0);
INSERT INTO "location_line" VALUES(12,0,14,0);
INSERT INTO "location_line" VALUES(13,0,10,27);
INSERT INTO "location_line" VALUES(14,0,11,7);
INSERT INTO "location_line" VALUES(15,0,11,7);
INSERT INTO "location_line" VALUES(16,0,11,7);
INSERT INTO "location_line" VALUES(17,0,10,30);
INSERT INTO "location_line" VALUES(18,0,12,17);
INSERT INTO "location_line" VALUES(19,0,12,17);
CREATE TABLE machine (  -- one row; no serial numbers, no addresses, no host name
  cpu_model TEXT NOT NULL,                -- "" unknown, also below
  cpu_vendor TEXT NOT NULL,
  cpu_family INTEGER NOT NULL,            -- CPUID; -1 unknown, also below
  cpu_model_number INTEGER NOT NULL,
  cpu_stepping INTEGER NOT NULL,
  sockets INTEGER NOT NULL,               -- 0 unknown, also below
  cores INTEGER NOT NULL,                 -- physical
  threads INTEGER NOT NULL,               -- logical CPUs online
  smt INTEGER NOT NULL,                   -- 0, 1
  memory_bytes REAL NOT NULL,
  virtualisation TEXT NOT NULL,           -- "" on bare metal
  cpu_limit REAL,                         -- CPUs the cgroup allows; NULL unlimited
  kernel TEXT NOT NULL,
  governor TEXT NOT NULL,
  turbo TEXT NOT NULL                     -- "on", "off", ""
) STRICT;
INSERT INTO "machine" VALUES('Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz','Intel',6,85,4,1,2,2,0,16777216000.0,'',NULL,'6.8.0-45-generic','performance','on');
CREATE TABLE module (  -- files that machine code came from
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  build_id TEXT NOT NULL,                 -- hexadecimal; "" none
  interpreter INTEGER NOT NULL            -- 1: it runs Python code
) STRICT;
INSERT INTO "module" VALUES(0,'/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2','7ebc65e52f2bbea498b4040fa92f7238377aaba9',0);
INSERT INTO "module" VALUES(1,'/home/user/projects/series/old','cc50bebc23066dcfc66eac33c3c9156256ac215b',0);
INSERT INTO "module" VALUES(2,'/usr/lib/x86_64-linux-gnu/libc.so.6','93ac61ec5a8eb1396f9fbd350e3169a558528a40',0);
CREATE TABLE note (  -- how the numbers were obtained
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "note" VALUES(0,'Idle power: measured 0 h before the run over 10 s, Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz, kernel 6.8.0-45-generic, governor performance, turbo on, SMT off.');
INSERT INTO "note" VALUES(1,'Stacks were sampled by events of the kernel''s task clock at random amounts of CPU time.');
CREATE TABLE phase (  -- what the program says it was doing; no rows if it says nothing
  id INTEGER PRIMARY KEY,                 -- 0 is everything outside of phases, with an empty name
  parent INTEGER NOT NULL,                -- the phase around it; -1 none
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,                  -- first time it began
  end_s REAL NOT NULL,                    -- last time it was seen going on
  times INTEGER NOT NULL,                 -- how often it began
  count REAL NOT NULL,                    -- what the program says it did in it (epochs, events); 0 nothing said
  wall_s REAL NOT NULL,                   -- from here on without the phases inside it, so that all rows add up
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_by_cpu_j REAL NOT NULL,          -- the program's part of their idle energy, by busy CPU time
  static_by_time_j REAL NOT NULL          -- all their idle energy, by time
) STRICT;
INSERT INTO "phase" VALUES(0,-1,'',0.0,1.030017189,0,0.0,5.14676330000001444608e-02,1.90547819999998813145e-02,2.15889510525365146964e-01,9.9591686792249511928e-01,1.08071892476003661442e+00);
INSERT INTO "phase" VALUES(1,-1,'fill',0.046567351,0.552714492,1,0.0,0.506147141,2.2237056600000001949e-01,6.54552056260099668349e+00,1.00478707300060285942e+01,1.06280930772916093474e+01);
INSERT INTO "phase" VALUES(2,-1,'sum',0.552797049,1.025199464,1,0.0,4.72402414999999908928e-01,2.18112652000000045715e-01,7.08651009946182508514e+00,9.70897412443046903263e+00,9.91952029332382601012e+00);
CREATE TABLE phase_span (  -- each time a process was in a phase; the first 10 000 that ended
  id INTEGER PRIMARY KEY,                 -- in order of their ends
  phase INTEGER NOT NULL REFERENCES phase(id),
  process INTEGER NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "phase_span" VALUES(0,1,1,0.046567351,0.552714492);
INSERT INTO "phase_span" VALUES(1,2,1,0.552797049,1.025199464);
CREATE TABLE process (  -- processes of the program; short ones of one name may share a row
  id INTEGER PRIMARY KEY,                 -- unique in the run, unlike pid
  parent INTEGER NOT NULL,                -- id; -1 unknown or outside
  pid INTEGER NOT NULL,
  count INTEGER NOT NULL,                 -- processes in this row
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL,                             -- NULL still running
  user_s REAL NOT NULL,                   -- CPU time
  system_s REAL NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  threads_peak INTEGER NOT NULL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  wait_status INTEGER,                    -- as wait(2) gives it
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_j REAL NOT NULL                  -- share of their idle energy, by busy CPU time
) STRICT;
INSERT INTO "process" VALUES(0,-1,4200,1,'sh',0.0,1.029952477,1.22188280000000010216e-02,0.0,1875968.0,1,114,0,0.0,0.0,0,1.23820210325941731932e-01,6.4671121244598039901e-01);
INSERT INTO "process" VALUES(1,0,4201,1,'old',0.034120138,1.029952477,4.47319171999999931621e-01,0.0,2048000.0,1,255,0,0.0,0.0,NULL,1.37240999622622439346e+01,2.01060505099130111257e+01);
CREATE TABLE profile (  -- one row if stacks were taken, else none
  period_s REAL NOT NULL,                 -- CPU time between two samples of a thread, as asked for
  resolved INTEGER NOT NULL,              -- 0: locations of machine code have no functions yet
  dropped INTEGER NOT NULL,               -- samples that found no room
  unseen_threads INTEGER NOT NULL,        -- threads that were not followed
  handler_s REAL NOT NULL                 -- CPU time that sampling took inside the program
) STRICT;
INSERT INTO "profile" VALUES(0.005025126,1,0,0,0.0);
CREATE TABLE run (  -- one row: what was known before the program started
  name TEXT NOT NULL,
  started_utc_ns INTEGER NOT NULL,        -- nanoseconds since 1970-01-01 UTC
  interval_asked_s REAL NOT NULL,         -- the achieved one follows from table interval
  unit_name TEXT,                         -- what the user counts: "events"; NULL if nothing
  unit_count REAL,
  calo_version TEXT NOT NULL,
  method_version INTEGER NOT NULL         -- changes when the same readings would give other numbers
) STRICT;
INSERT INTO "run" VALUES('old',1773648003264979002,0.1,NULL,NULL,'0.1.0',1);
CREATE TABLE run_end (  -- one row: what is known at the end, or at the last commit if complete = 0
  complete INTEGER NOT NULL,              -- 0: calo was cut off, or is still recording
  wait_status INTEGER,                    -- of the program, as wait(2) gives it
  wall_s REAL NOT NULL,                   -- start to the last reading
  program_wall_s REAL NOT NULL,           -- start to the end of the program itself
  cpu_user_s REAL NOT NULL,               -- of the whole tree
  cpu_system_s REAL NOT NULL,
  processes INTEGER NOT NULL,             -- that belonged to the tree at any time
  processes_exact INTEGER NOT NULL,       -- 0: a lower bound
  threads_peak INTEGER NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  peak_pss_bytes REAL,
  peak_swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  voluntary_switches INTEGER,
  involuntary_switches INTEGER,
  read_chars_bytes REAL,
  written_chars_bytes REAL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  own_cpu_s REAL NOT NULL,                -- calo's own cost
  own_peak_rss_bytes REAL NOT NULL,
  ticks INTEGER NOT NULL,
  lost_records INTEGER NOT NULL,          -- exit records or intervals that were dropped
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,
  peak_power_w REAL NOT NULL              -- largest gross power of the "total" domains over one interval
) STRICT;
INSERT INTO "run_end" VALUES(1,0,1.030017189,1.029952477,4.46345999999999965002e-01,1.31919999999999815187e-02,2,1,2,3858432.0,1210368.0,0.0,376,0,5,170,9625.0,12.0,0.0,0.0,6.49899999999999922195e-02,13312000.0,6,0,0.0,0.0,3.8638257315058780251e+01);
CREATE TABLE stack (  -- calling contexts: a location, called from the parent
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,                -- -1 none; parents come first
  location INTEGER NOT NULL REFERENCES location(id)
) STRICT;
INSERT INTO "stack" VALUES(0,-1,0);
INSERT INTO "stack" VALUES(1,0,1);
INSERT INTO "stack" VALUES(2,1,2);
INSERT INTO "stack" VALUES(3,2,3);
INSERT INTO "stack" VALUES(4,3,4);
INSERT INTO "stack" VALUES(5,4,5);
INSERT INTO "stack" VALUES(6,5,6);
INSERT INTO "stack" VALUES(7,6,7);
INSERT INTO "stack" VALUES(8,7,8);
INSERT INTO "stack" VALUES(9,3,9);
INSERT INTO "stack" VALUES(10,-1,10);
INSERT INTO "stack" VALUES(11,10,11);
INSERT INTO "stack" VALUES(12,11,12);
INSERT INTO "stack" VALUES(13,12,13);
INSERT INTO "stack" VALUES(14,13,14);
INSERT INTO "stack" VALUES(15,13,15);
INSERT INTO "stack" VALUES(16,13,16);
INSERT INTO "stack" VALUES(17,12,17);
INSERT INTO "stack" VALUES(18,17,18);
INSERT INTO "stack" VALUES(19,17,19);
CREATE TABLE stack_use (  -- what a thread used with this stack on top
  bucket INTEGER NOT NULL REFERENCES bucket(id),
  thread INTEGER NOT NULL REFERENCES thread(id),
  stack INTEGER NOT NULL REFERENCES stack(id),
  samples INTEGER NOT NULL,
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of its process's dynamic_j
  static_j REAL NOT NULL,                 -- share of its process's static_j
  dynamic_squares_j2 REAL NOT NULL,       -- J^2: sum of the squared dynamic energies of single samples
  PRIMARY KEY (bucket, thread, stack)
) STRICT, WITHOUT ROWID;
INSERT INTO "stack_use" VALUES(0,0,8,1,5.97736400000000063503e-03,4.19290036251418543611e-02,3.26933312058121094967e-01,1.75804134499715877977e-03);
INSERT INTO "stack_use" VALUES(0,1,9,1,2.72989600000000031884e-03,1.91492134794301049893e-02,1.49312295663141220147e-01,3.66692376880787651149e-04);
INSERT INTO "stack_use" VALUES(0,1,14,3,0.011690022,3.43359617026483432411e-01,5.28117522794169902411e-01,3.95440246101487133389e-02);
INSERT INTO "stack_use" VALUES(0,1,15,2,7.2760960000000009934e-03,2.13713672737992133043e-01,3.28710570017111125551e-01,2.3205124935304188849e-02);
INSERT INTO "stack_use" VALUES(0,1,16,1,0.003463724,1.01736587503893444184e-01,1.56479888448688431168e-01,1.03503332369373670512e-02);
INSERT INTO "stack_use" VALUES(1,1,14,10,3.57895070000000051213e-02,1.05121029003081867259e+00,1.6168545943595833414e+00,1.12605491135516863621e-01);
INSERT INTO "stack_use" VALUES(1,1,16,1,3.8428150000000002931e-03,1.12871257787506826253e-01,1.7360599820567304552e-01,1.27399208345338205844e-02);
INSERT INTO "stack_use" VALUES(2,1,14,10,0.037781253,1.10971190309656186911e+00,1.70683526022618270445e+00,1.23153590622445380242e-01);
INSERT INTO "stack_use" VALUES(2,1,16,2,0.007536542,2.21363499129771323925e-01,3.40476681008317960674e-01,2.45008993734881358461e-02);
INSERT INTO "stack_use" VALUES(3,1,14,11,4.14509810000000117335e-02,1.21749924521374230934e+00,1.87262174554574878371e+00,1.3475494655418476797e-01);
INSERT INTO "stack_use" VALUES(3,1,16,1,0.003768271,1.10681749564885661962e-01,1.70238340504158980337e-01,1.2250449686744067923e-02);
INSERT INTO "stack_use" VALUES(4,1,14,9,3.39144390000000045537e-02,9.96135746083970818887e-01,1.53214506453743082303e+00,1.10254047180696618246e-01);
INSERT INTO "stack_use" VALUES(4,1,16,3,0.011304813,0.332045248694657,5.10715021512476941012e-01,3.67513490602322037692e-02);
INSERT INTO "stack_use" VALUES(5,1,14,5,0.018841355,5.63046828034304835952e-01,8.52357137409279097539e-01,0.063432213888938);
INSERT INTO "stack_use" VALUES(5,1,16,1,0.003768271,1.15500789669823883398e-01,1.70821057948401078263e-01,1.33404324143528950352e-02);
INSERT INTO "stack_use" VALUES(5,1,18,4,0.015073084,4.62003158679295533595e-01,6.83284231793604313054e-01,5.3361729657411580141e-02);
INSERT INTO "stack_use" VALUES(5,1,19,1,0.003768271,1.15500789669823883398e-01,1.70821057948401078263e-01,1.33404324143528950352e-02);
INSERT INTO "stack_use" VALUES(6,1,18,13,4.89875230000000189134e-02,1.50151026570771062296e+00,2.22067375332921379538e+00,1.73425621386587652805e-01);
INSERT INTO "stack_use" VALUES(7,1,18,12,4.52192520000000153235e-02,1.3860094760378867118e+00,2.04985269538081293916e+00,1.60085188972234754301e-01);
INSERT INTO "stack_use" VALUES(8,1,18,13,4.89875230000000189134e-02,1.73799787219001222737e+00,2.13549399075615786713e+00,2.33138849070955112008e-01);
INSERT INTO "stack_use" VALUES(9,1,18,10,3.76827100000000081436e-02,1.26799887528892618604e+00,1.65313100714470118113e+00,1.61042203321856869369e-01);
INSERT INTO "stack_use" VALUES(9,1,19,1,0.003768271,1.2424994366451652672e-01,1.65872015100829578448e-01,1.54380485006355306493e-02);
INSERT INTO "stack_use" VALUES(10,1,18,4,0.015073084,5.26572692388067253865e-01,6.31518350975987630135e-01,6.99756181895035828111e-02);
CREATE TABLE tag (  -- what the user wrote beside the run, in that order
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "tag" VALUES(0,'calo.block','3');
CREATE TABLE thread (
  id INTEGER PRIMARY KEY,
  process INTEGER NOT NULL,               -- -1 unknown
  tid INTEGER NOT NULL,
  name TEXT NOT NULL,
  sampled_s REAL NOT NULL,                -- CPU time that samples stand for
  unsampled_s REAL NOT NULL,              -- CPU time that none stands for
  samples INTEGER NOT NULL,
  truncated INTEGER NOT NULL              -- of them, that do not reach the start of the thread
) STRICT;
INSERT INTO "thread" VALUES(0,0,4200,'sh',5.97736400000000063503e-03,0.0,1,0);
INSERT INTO "thread" VALUES(1,1,4201,'old',4.4171770299999918441e-01,0.0,118,0);
CREATE TABLE traced_call (
  id INTEGER PRIMARY KEY,
  caller INTEGER NOT NULL REFERENCES traced_function(id),
  callee INTEGER NOT NULL REFERENCES traced_function(id),
  calls INTEGER NOT NULL,                 -- columns as in traced_function
  primitive INTEGER NOT NULL,
  own_s REAL NOT NULL,
  cumulative_s REAL NOT NULL
) STRICT;
CREATE TABLE traced_function (  -- Python functions whose calls were counted exactly; no rows unless asked for
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,                     -- "~" for a builtin
  line INTEGER NOT NULL,
  name TEXT NOT NULL,
  calls INTEGER NOT NULL,
  primitive INTEGER NOT NULL,             -- calls that were not recursive
  own_s REAL NOT NULL,                    -- wall time as the interpreter's profiler counts it
  cumulative_s REAL NOT NULL
) STRICT;
CREATE TABLE warning (  -- what a reader of the numbers must know
  position INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                     -- stable word for machines
  text TEXT NOT NULL
) STRICT;
CREATE TABLE witness (  -- numbers of the run beside the same from somebody else; no rows until the run is complete
  position INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- stable word for machines
  what TEXT NOT NULL,                     -- for people
  whose TEXT NOT NULL,                    -- who says "other"
  unit TEXT NOT NULL,                     -- "s", "B"; "" a count
  calo REAL NOT NULL,
  other REAL NOT NULL,
  "limit" REAL NOT NULL,                  -- how far they may be apart
  bound TEXT NOT NULL                     -- "equal"; "at_least", "at_most": calo, of other
) STRICT;
INSERT INTO "witness" VALUES(0,'cpu-readings','CPU time, sum of the readings','the kernel''s exit records','s',4.59537999999999946521e-01,4.59537999999999946521e-01,0.00559538,'equal');
INSERT INTO "witness" VALUES(1,'cpu-processes','CPU time, sum of the processes','the kernel''s exit records','s',4.59537999999999946521e-01,4.59537999999999946521e-01,0.00559538,'equal');
INSERT INTO "witness" VALUES(2,'cpu-functions','CPU time, sum of the functions','the kernel''s exit records','s',4.4769506700000005761e-01,4.59537999999999946521e-01,0.00559538,'at_most');
INSERT INTO "witness" VALUES(3,'cpu-task-clock','CPU time of the program','the kernel''s task clock over the tree','s',4.59537999999999946521e-01,0.45314784,0.0055314784,'at_least');
INSERT INTO "witness" VALUES(4,'cpu-machine','CPU time of the program and of calo','all busy CPUs, by /proc/stat','s',4.79502999999999957037e-01,4.49999999999995736743e-01,9.49999999999995708988e-02,'at_most');
INSERT INTO "witness" VALUES(5,'cpu-cgroup','CPU time of the program and of calo','their control group (processes that left it aside)','s',4.79502999999999957037e-01,2.06374958200103719718e+00,2.36374958200103735261e-02,'at_most');
INSERT INTO "witness" VALUES(6,'energy-counter','energy of package-0','its counter, last reading minus first','J',32.026312,32.026312,1.032026312e-06,'equal');
INSERT INTO "witness" VALUES(7,'energy-counter','energy of dram-0','its counter, last reading minus first','J',3.989624,3.989624,1.00398962399999988582e-06,'equal');
INSERT INTO "witness" VALUES(8,'energy-counter','energy of core-0','its counter, last reading minus first','J',1.94765090000000036241e+01,19.476509,1.019476509e-06,'equal');
INSERT INTO "witness" VALUES(9,'energy-price','energy of a CPU second, dearest place','dearest interval of all processes','J',3.26129692043488930144e+01,4.08205411432770191035e+01,2.04102705716385113277e+00,'at_most');
INSERT INTO "witness" VALUES(10,'memory-peak','peak RSS','the kernel''s mark of one process (ru_maxrss)','B',3858432.0,2498560.0,2.49856000000000021826e+04,'at_least');
INSERT INTO "witness" VALUES(11,'processes','processes in the records','births told by the kernel','',2.0,2.0,0.0,'equal');
CREATE VIEW power AS  -- watts of each domain over time; NULL where the energy of an interval is not known for itself
SELECT e.interval, i.begin_s, i.end_s, d.name AS domain, d.role, d.kind,
       e.gross_j / e.known_s AS gross_w, iif(t.idle_known, e.idle_j / e.known_s, NULL) AS idle_w,
       e.tree_dynamic_j / e.known_s AS tree_dynamic_w, e.own_dynamic_j / e.known_s AS own_dynamic_w,
       e.other_dynamic_j / e.known_s AS other_dynamic_w
FROM (SELECT x.*,
             -- the reading after a gap brings the energy of the gap, too
             iif(outcome = 'good' AND
                 ifnull(lag(outcome) OVER (PARTITION BY domain ORDER BY interval), 'good') <> 'gap',
                 nullif(y.end_s - y.begin_s, 0), NULL) AS known_s
      FROM interval_energy x JOIN interval y ON y.id = x.interval) e
JOIN interval i ON i.id = e.interval JOIN domain d ON d.id = e.domain
JOIN domain_total t ON t.domain = e.domain;
CREATE VIEW summary AS  -- the run in one row; the energies add up the "total" domains and are NULL without one
SELECT run.name,
       (SELECT group_concat(value, ' ') FROM (SELECT value FROM argument ORDER BY position)) AS command,
       strftime('%Y-%m-%dT%H:%M:%SZ', run.started_utc_ns / 1000000000, 'unixepoch') AS started_utc,
       run_end.complete, run_end.wall_s, run_end.cpu_user_s + run_end.cpu_system_s AS cpu_s, run_end.peak_rss_bytes,
       sum(t.gross_j) AS gross_j, sum(t.idle_j) AS idle_j, sum(t.tree_dynamic_j) AS tree_dynamic_j,
       sum(t.tree_static_j) AS tree_static_j, group_concat(DISTINCT d.kind) AS kinds,
       carbon.intensity_g_per_j * 3.6e6 AS intensity_g_per_kwh, carbon.place, carbon.pue
FROM run, run_end, carbon LEFT JOIN domain d ON d.role = 'total' LEFT JOIN domain_total t ON t.domain = d.id;
CREATE VIEW function_use AS  -- what each function used by itself, without what it called
SELECT f.name, f.file, f.first_line, f.language, m.path AS module, sum(u.samples) AS samples,
       sum(u.cpu_s) AS cpu_s, sum(u.dynamic_j) AS dynamic_j, sum(u.static_j) AS static_j
FROM stack_use u JOIN stack s ON s.id = u.stack
JOIN location_line l ON l.location = s.location AND l.position = 0
JOIN function f ON f.id = l.function LEFT JOIN module m ON m.id = f.module
GROUP BY f.id ORDER BY cpu_s DESC;
COMMIT;
